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
