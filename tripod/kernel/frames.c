/* Bytes to packets, and packets to numbers. Offsets are those of firmware_arduino/PROTOCOL.md. Only what is plain is
 * known here: sound frames of one kind that follow each other. All else is left to the Python beside, and nothing that
 * was written then counts. */
#include "kernel.h"

enum { FRAME = 0x02, MAX_ENCODED = 254, MAX_CELLS = 8, HEADER = 8, CRC = 2, BYTES_PER_CELL = 5 };
enum { MOST_STATUS = 9, DOUBT_US = 2000000 };

/* Undo COBS; the length, or -1 where a length byte points behind the end. `out` has room for MAX_ENCODED. */
static int
uncobs(const uint8_t *in, int n, uint8_t *out)
{
    int at = 0, made = 0;
    while (at < n) {
        int code = in[at++];
        if (code - 1 > n - at)
            return -1;
        memcpy(out + made, in + at, code - 1);
        made += code - 1;
        at += code - 1;
        if (code < 0xFF && at < n)
            out[made++] = 0;
    }
    return made;
}

/* CRC-16/IBM-3740. */
static unsigned
crc16(const uint8_t *data, int n)
{
    unsigned crc = 0xFFFF;
    for (int i = 0; i < n; i++) {
        crc = (crc >> 8 | crc << 8) & 0xFFFF;
        crc ^= data[i];
        crc ^= (crc & 0xFF) >> 4;
        crc ^= crc << 12 & 0xFFFF;
        crc ^= (crc & 0xFF) << 5;
    }
    return crc;
}

static int
length_of(int cells)
{
    return HEADER + BYTES_PER_CELL * cells + CRC;
}

/* Whether these are a whole sound packet with a frame in it. */
static int
is_frame(const uint8_t *packet, int n)
{
    if (n < length_of(1) || n > length_of(MAX_CELLS) || (n - HEADER - CRC) % BYTES_PER_CELL)
        return 0;
    return packet[0] == FRAME && crc16(packet, n - CRC) == (packet[n - 2] | (unsigned)packet[n - 1] << 8);
}

/* The frames of `data` up to `end`, which is behind a delimiter, as a list of bytes; NULL without an error set where
 * there is anything else, or nothing. */
static PyObject *
only_frames(const uint8_t *data, Py_ssize_t end)
{
    uint8_t packet[MAX_ENCODED];
    int length = 0, group = 0;
    PyObject *found = PyList_New(0);
    if (found == NULL)
        return NULL;
    for (Py_ssize_t at = 0; at < end;) {
        const uint8_t *zero = memchr(data + at, 0, end - at);
        Py_ssize_t n = zero - (data + at);
        if (n == 0) {
            at++;
            continue;
        }
        int made = n <= MAX_ENCODED ? uncobs(data + at, (int)n, packet) : -1;
        if (made < 0 || !is_frame(packet, made) || (length && (made != length || packet[1] != group)))
            goto no;
        length = made;
        group = packet[1];
        PyObject *bytes = PyBytes_FromStringAndSize((const char *)packet, made);
        if (bytes == NULL || PyList_Append(found, bytes) < 0) {
            Py_XDECREF(bytes);
            goto no;
        }
        Py_DECREF(bytes);
        at += n + 1;
    }
    if (length)
        return found;
no:
    Py_DECREF(found);
    return NULL;
}

const char frames_alone_doc[] =
"frames_alone(data, /)\n--\n\n"
"Where `data` holds whole sound frames of one group and length, and nothing else before its last delimiter: their\n"
"packets with the CRC still on, as a tuple, and the bytes behind that delimiter.\n"
"None where the Python beside has to look.";

PyObject *
frames_alone(PyObject *self, PyObject *data)
{
    Py_buffer view;
    if (PyObject_GetBuffer(data, &view, PyBUF_SIMPLE) < 0)
        return NULL;
    const uint8_t *bytes = view.buf;
    Py_ssize_t end = view.len;
    while (end > 0 && bytes[end - 1] != 0)
        end--;
    PyObject *out = NULL, *found = NULL;
    if (end > 0 && view.len - end <= MAX_ENCODED)
        found = only_frames(bytes, end);
    if (found != NULL) {
        PyObject *packets = PyList_AsTuple(found);
        PyObject *rest = PyBytes_FromStringAndSize((const char *)bytes + end, view.len - end);
        if (packets != NULL && rest != NULL)
            out = PyTuple_Pack(2, packets, rest);
        Py_XDECREF(packets);
        Py_XDECREF(rest);
        Py_DECREF(found);
    }
    PyBuffer_Release(&view);
    if (out == NULL && !PyErr_Occurred())
        Py_RETURN_NONE;
    return out;
}

static unsigned
two(const uint8_t *at)
{
    return at[0] | (unsigned)at[1] << 8;
}

static uint32_t
four(const uint8_t *at)
{
    return two(at) | (uint32_t)two(at + 2) << 16;
}

typedef struct {
    long long seq, us;    /* of the last frame that was kept, as they came */
    long long first, add; /* the first frame's number, and what makes a stamp run on */
} Last;

/* Unpack `n` packets of `cells` cells; the last stamp, or -1 where they are not plain, or -2 with an error set. */
static long long
unpack(PyObject *packets, Py_ssize_t n, int cells, Last last, int64_t *seq, int64_t *tick, int32_t *counts,
       uint8_t *status, uint8_t *age)
{
    long long before = last.us;
    for (Py_ssize_t row = 0; row < n; row++) {
        PyObject *packet = PyTuple_GetItem(packets, row);
        char *text;
        Py_ssize_t length;
        if (packet == NULL || PyBytes_AsStringAndSize(packet, &text, &length) < 0)
            return -2;
        if (length != length_of(cells)) {
            PyErr_SetString(PyExc_ValueError, "a packet is of another length than its cells tell");
            return -2;
        }
        const uint8_t *at = (const uint8_t *)text;
        long long now = four(at + 4);
        if (two(at + 2) != last.seq + 1 + row || now <= before || now - last.us >= DOUBT_US)
            return -1;
        before = now;
        seq[row] = last.first + row;
        tick[row] = now + last.add;
        at += HEADER;
        for (int k = 0; k < cells; k++, at += 4) {
            uint32_t counted = (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16;
            *counts++ = (int32_t)counted - (counted & 0x800000 ? 0x1000000 : 0);
            *status++ = at[3] < MOST_STATUS ? at[3] : MOST_STATUS;
        }
        memcpy(age, at, cells);
        age += cells;
    }
    return before;
}

const char plain_frames_doc[] =
"plain_frames(packets, cells, wire_seq, wire_us, first, add_us, seq, tick_us, counts, status, age, /)\n--\n\n"
"Unpack frames that follow the last one kept (`wire_seq` and `wire_us`, as they came) with nothing lost and no\n"
"counter wrapped into arrays: seq (n,) int64 from `first` on, tick_us (n,) int64 that are `add_us` more than the\n"
"stamps, counts (n, cells) int32, status and age (n, cells) uint8.\n"
"Returns the last stamp; -1 where the Python beside has to look.\n\n"
"Raises:\n"
"    TypeError, ValueError, OverflowError, BufferError: arguments that are not those.";

PyObject *
plain_frames(PyObject *self, PyObject *const *args, Py_ssize_t n_args)
{
    if (n_args != 11) {
        PyErr_SetString(PyExc_TypeError, "plain_frames takes 11 arguments");
        return NULL;
    }
    PyObject *packets = args[0];
    long long numbers[5];
    for (int k = 0; k < 5; k++) {
        numbers[k] = PyLong_AsLongLong(args[1 + k]);
        if (numbers[k] == -1 && PyErr_Occurred())
            return NULL;
    }
    if (!PyTuple_Check(packets)) {
        PyErr_SetString(PyExc_TypeError, "packets are a tuple of bytes");
        return NULL;
    }
    Py_ssize_t n = PyTuple_Size(packets);
    long long cells = numbers[0];
    Last last = {numbers[1], numbers[2], numbers[3], numbers[4]};
    /* Bounds that keep every sum below within its type. */
    const long long far = 1LL << 62;
    if (n < 1 || n > 1 << 24 || cells < 1 || cells > MAX_CELLS || last.seq < -1 || last.seq > 0xFFFF || last.us < 0 ||
        last.us > 0xFFFFFFFFLL || last.first < -far || last.first > far || last.add < -far || last.add > far) {
        PyErr_SetString(PyExc_ValueError, "a number beyond what frames can have");
        return NULL;
    }
    Arrays arrays = {.got = 0};
    int64_t *seq, *tick;
    int32_t *counts;
    uint8_t *status, *age;
    long long out = -2;
    if ((seq = next(&arrays, args[6], "lq", 8, n, 1)) != NULL &&
        (tick = next(&arrays, args[7], "lq", 8, n, 1)) != NULL &&
        (counts = next(&arrays, args[8], "il", 4, n * cells, 1)) != NULL &&
        (status = next(&arrays, args[9], "B", 1, n * cells, 1)) != NULL &&
        (age = next(&arrays, args[10], "B", 1, n * cells, 1)) != NULL)
        out = unpack(packets, n, (int)cells, last, seq, tick, counts, status, age);
    release(&arrays);
    return out == -2 ? NULL : PyLong_FromLongLong(out);
}
