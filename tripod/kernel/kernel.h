#ifndef TRIPOD_KERNEL_H
#define TRIPOD_KERNEL_H
/* Written for the limited API of Python 3.11, so that one build serves every later Python, and without numpy's headers:
 * arrays come and go as buffers. */
#define PY_SSIZE_T_CLEAN
#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

/* Names are this library's own: no other's of the same name takes their place. */
#ifdef __GNUC__
#pragma GCC visibility push(hidden)
#endif

/* Arrays without holes, each of one of the types that its letters name; what was got is given back by `release`. */
typedef struct {
    Py_buffer view[12];
    int got;
} Arrays;

void release(Arrays *arrays);

/* The next one, of so many `items` (-1: of any number), and to be written where `out`; NULL with an error set. */
void *next(Arrays *arrays, PyObject *object, const char *formats, Py_ssize_t itemsize, Py_ssize_t items, int out);

Py_ssize_t items_of_last(const Arrays *arrays);

/* 0, with this error set. */
int wrong(const char *said);

/* frames.c */
extern const char frames_alone_doc[], plain_frames_doc[];
PyObject *frames_alone(PyObject *self, PyObject *data);
PyObject *plain_frames(PyObject *self, PyObject *const *args, Py_ssize_t n_args);

/* forces.c */
extern const char low_pass_doc[], balance_doc[], add_up_doc[], bring_doc[], calm_doc[];
PyObject *low_pass(PyObject *self, PyObject *const *args, Py_ssize_t n_args);
PyObject *balance(PyObject *self, PyObject *const *args, Py_ssize_t n_args);
PyObject *add_up(PyObject *self, PyObject *const *args, Py_ssize_t n_args);
PyObject *bring(PyObject *self, PyObject *const *args, Py_ssize_t n_args);
PyObject *calm(PyObject *self, PyObject *const *args, Py_ssize_t n_args);

/* virtual.c */
extern const char feel_doc[], sway_doc[], weigh_parts_doc[], tilt_on_doc[];
PyObject *feel(PyObject *self, PyObject *const *args, Py_ssize_t n_args);
PyObject *sway(PyObject *self, PyObject *const *args, Py_ssize_t n_args);
PyObject *weigh_parts(PyObject *self, PyObject *const *args, Py_ssize_t n_args);
PyObject *tilt_on(PyObject *self, PyObject *const *args, Py_ssize_t n_args);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif

#endif
