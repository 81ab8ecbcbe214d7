/* The simulated person and sensors, step by step: each depends on the one before, which numpy has no call for. As in
 * forces.c the order of operations is that of the Python beside. */
#include "kernel.h"

/* So many numbers from the arguments; 0 with an error set where one is none. */
static int
numbers(PyObject *const *args, int n, double *out)
{
    for (int k = 0; k < n; k++)
        if ((out[k] = PyFloat_AsDouble(args[k])) == -1.0 && PyErr_Occurred())
            return 0;
    return 1;
}

const char feel_doc[] =
"feel(force_n, out, held, crept, half, creep, fast, slow, slowest, /)\n--\n\n"
"What `TrueSensors` feel of force_n (n, cells), less their drift, into `out`: `held` (cells,) and `crept` (3, cells) are\n"
"carried on, hysteresis lets a cell stay behind by the part `half`, and it creeps by `creep` at three paces. All arrays\n"
"are float64.\n\nRaises:\n    TypeError, ValueError, BufferError: arguments that are not those.";

PyObject *
feel(PyObject *self, PyObject *const *args, Py_ssize_t n_args)
{
    double c[5];
    if (n_args != 9)
        return PyErr_SetString(PyExc_TypeError, "feel takes 9 arguments"), NULL;
    if (!numbers(args + 4, 5, c))
        return NULL;
    Arrays arrays = {.got = 0};
    double *held = next(&arrays, args[2], "d", 8, -1, 1), *crept = NULL, *in = NULL, *out = NULL;
    Py_ssize_t cells = held ? items_of_last(&arrays) : 0, items = 0;
    int sound = held && (crept = next(&arrays, args[3], "d", 8, 3 * cells, 1)) != NULL &&
                (in = next(&arrays, args[0], "d", 8, -1, 0)) != NULL && (items = items_of_last(&arrays), 1) &&
                (out = next(&arrays, args[1], "d", 8, items, 1)) != NULL &&
                ((cells > 0 && items % cells == 0) || wrong("as many columns as cells were expected"));
    for (Py_ssize_t at = 0; sound && at < items; at++) {
        Py_ssize_t cell = at % cells;
        double force = in[at], span = c[0] * fabs(force), least = force - span, most = force + span;
        double *first = crept + cell, *second = first + cells, *third = second + cells;
        if (held[cell] < least)
            held[cell] = least;
        else if (held[cell] > most)
            held[cell] = most;
        *first += (force - *first) * c[2];
        *second += (force - *second) * c[3];
        *third += (force - *third) * c[4];
        out[at] = held[cell] + c[1] * (*first + *second + *third);
    }
    release(&arrays);
    return sound ? Py_NewRef(Py_None) : NULL;
}

const char sway_doc[] =
"sway(kicks, out, state, step, keeps, rise, stiff, damp, pull, /)\n--\n\n"
"What `Sway` makes of kicks (n, columns) into `out`, each column a pendulum of its own: `state` (4, columns) is carried\n"
"on. All arrays are float64.\n\nRaises:\n    TypeError, ValueError, BufferError: arguments that are not those.";

PyObject *
sway(PyObject *self, PyObject *const *args, Py_ssize_t n_args)
{
    double c[6];
    if (n_args != 9)
        return PyErr_SetString(PyExc_TypeError, "sway takes 9 arguments"), NULL;
    if (!numbers(args + 3, 6, c))
        return NULL;
    const double step = c[0], keeps = c[1], rise = c[2], stiff = c[3], damp = c[4], pull = c[5];
    Arrays arrays = {.got = 0};
    double *state = next(&arrays, args[2], "d", 8, -1, 1), *in = NULL, *out = NULL;
    Py_ssize_t columns = state ? items_of_last(&arrays) / 4 : 0, items = 0;
    int sound = state && (in = next(&arrays, args[0], "d", 8, -1, 0)) != NULL && (items = items_of_last(&arrays), 1) &&
                (out = next(&arrays, args[1], "d", 8, items, 1)) != NULL &&
                ((columns > 0 && items % columns == 0) || wrong("as many columns as states were expected"));
    for (Py_ssize_t at = 0; sound && at < items; at++) {
        double *effort = state + at % columns, *push = effort + columns, *lean = push + columns, *speed = lean + columns;
        *effort = *effort * keeps + in[at];
        *push = *push + (*effort - *push) * step / rise;
        double cop = *lean + stiff * *lean + damp * *speed + *push;
        *speed = *speed - pull * (cop - *lean) * step;
        *lean = *lean + *speed * step;
        out[at] = cop;
    }
    release(&arrays);
    return sound ? Py_NewRef(Py_None) : NULL;
}

enum { REGIONS = 9 };

const char weigh_parts_doc[] =
"weigh_parts(part, base, /)\n--\n\n"
"Multiply part (9, m) by base (9, m) or (9, 1), and divide each column by its sum. Both are float64.\n\n"
"Raises:\n    TypeError, ValueError, BufferError: arguments that are not those.";

PyObject *
weigh_parts(PyObject *self, PyObject *const *args, Py_ssize_t n_args)
{
    if (n_args != 2)
        return PyErr_SetString(PyExc_TypeError, "weigh_parts takes 2 arguments"), NULL;
    Arrays arrays = {.got = 0};
    double *part = next(&arrays, args[0], "d", 8, -1, 1), *base = NULL;
    Py_ssize_t m = part ? items_of_last(&arrays) / REGIONS : 0, each = 0;
    int sound = part && (items_of_last(&arrays) == REGIONS * m || wrong("nine regions were expected")) &&
                (base = next(&arrays, args[1], "d", 8, -1, 0)) != NULL && (each = items_of_last(&arrays) / REGIONS, 1) &&
                ((items_of_last(&arrays) == REGIONS * each && (each == m || each == 1)) || wrong("base is of other rows"));
    for (Py_ssize_t at = 0; sound && at < m; at++) {
        double sum = 0;
        for (int k = 0; k < REGIONS; k++) {
            double *one = part + k * m + at;
            *one = base[k * each + (each > 1 ? at : 0)] * *one;
            sum = k ? sum + *one : *one;
        }
        for (int k = 0; k < REGIONS; k++)
            part[k * m + at] /= sum;
    }
    release(&arrays);
    return sound ? Py_NewRef(Py_None) : NULL;
}

/* As numpy's minimum and maximum: a nan stays one. */
static double
within(double value, double most)
{
    return value < -most ? -most : value > most ? most : value;
}

const char tilt_on_doc[] =
"tilt_on(moments, target, tilt, met, /)\n--\n\n"
"Whether the first two moments (5, m) are nearer than `met` to target (2, m); where some are not, Newton's step is added\n"
"to tilt (2, m). All are float64.\n\nRaises:\n    TypeError, ValueError, BufferError: arguments that are not those.";

PyObject *
tilt_on(PyObject *self, PyObject *const *args, Py_ssize_t n_args)
{
    double met;
    if (n_args != 4)
        return PyErr_SetString(PyExc_TypeError, "tilt_on takes 4 arguments"), NULL;
    if (!numbers(args + 3, 1, &met))
        return NULL;
    Arrays arrays = {.got = 0};
    double *target = next(&arrays, args[1], "d", 8, -1, 0), *tilt = NULL, *of = NULL;
    Py_ssize_t m = target ? items_of_last(&arrays) / 2 : 0;
    int sound = target && (items_of_last(&arrays) == 2 * m || wrong("pairs were expected")) &&
                (tilt = next(&arrays, args[2], "d", 8, 2 * m, 1)) != NULL &&
                (of = next(&arrays, args[0], "d", 8, 5 * m, 0)) != NULL;
    int near = 1;
    for (Py_ssize_t at = 0; sound && near && at < 2 * m; at++) {
        double missing = target[at] - of[at];
        near = missing > -met && missing < met;
    }
    for (Py_ssize_t at = 0; sound && !near && at < m; at++) {
        double mean_x = of[at], mean_y = of[m + at], x = target[at] - mean_x, y = target[m + at] - mean_y;
        double var_x = of[2 * m + at] - mean_x * mean_x + 1e-7, var_y = of[4 * m + at] - mean_y * mean_y + 1e-7;
        double both = of[3 * m + at] - mean_x * mean_y, determinant = var_x * var_y - both * both;
        tilt[at] += within((var_y * x - both * y) / determinant, 8);
        tilt[m + at] += within((var_x * y - both * x) / determinant, 8);
    }
    release(&arrays);
    return sound ? PyBool_FromLong(near) : NULL;
}
