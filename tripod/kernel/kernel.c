/* What numpy cannot do quickly on a few rows, and what is else a loop in Python.
 *
 * Live, two to sixteen frames come at once, and each call of numpy costs as much for two rows as for two hundred. Here
 * the same is done in one call each: bytes to sound packets and these to numbers (frames.c); forces to those of one
 * instant, to filtered ones, to loads, shares and CoP, and to sums of these (forces.c); and a virtual board's steps
 * (virtual.c). It is optional: where nobody compiled it, or TRIPOD_PURE=1 is set, the Python beside each call does the
 * work, and that is also what says what is right: tests/kernel holds both to the same bits, whatever comes.
 */
#include "kernel.h"

/* A build with another number than tripod/kernel/__init__.py is of other sources, and is not used. */
#define BUILD 4

void
release(Arrays *arrays)
{
    while (arrays->got > 0)
        PyBuffer_Release(&arrays->view[--arrays->got]);
}

void *
next(Arrays *arrays, PyObject *object, const char *formats, Py_ssize_t itemsize, Py_ssize_t items, int out)
{
    Py_buffer *view = &arrays->view[arrays->got];
    if (PyObject_GetBuffer(object, view, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT | (out ? PyBUF_WRITABLE : 0)) < 0)
        return NULL;
    arrays->got++;
    const char *format = view->format;
    if (format == NULL || format[0] == 0 || format[1] != 0 || strchr(formats, format[0]) == NULL ||
        view->itemsize != itemsize || (items >= 0 && view->len != items * itemsize)) {
        PyErr_SetString(PyExc_ValueError, "an array of another type or size was expected");
        return NULL;
    }
    return view->buf;
}

Py_ssize_t
items_of_last(const Arrays *arrays)
{
    const Py_buffer *view = &arrays->view[arrays->got - 1];
    return view->len / view->itemsize;
}

int
wrong(const char *said)
{
    PyErr_SetString(PyExc_ValueError, said);
    return 0;
}

#define FAST(name) {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL, name##_doc}

static PyMethodDef methods[] = {
    {"frames_alone", frames_alone, METH_O, frames_alone_doc},
    FAST(plain_frames),
    FAST(low_pass),
    FAST(balance),
    FAST(add_up),
    FAST(bring),
    FAST(calm),
    FAST(feel),
    FAST(sway),
    FAST(weigh_parts),
    FAST(tilt_on),
    {NULL, NULL, 0, NULL},
};

static int
fill(PyObject *module)
{
    return PyModule_AddIntConstant(module, "BUILD", BUILD);
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, fill}, {0, NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "_kernel", .m_doc = "See kernel.c.", .m_methods = methods, .m_slots = slots,
};

PyMODINIT_FUNC
PyInit__kernel(void)
{
    return PyModuleDef_Init(&definition);
}
