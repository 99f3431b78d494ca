/* SPDX-License-Identifier: GPL-3.0-or-later */
/// Status codes, the message that goes with them, and three macros to pass them on.
///
/// Every function that can fail for a reason outside the program (input, files, numerics) returns
/// an aci_status that must be looked at. The code is also the exit code of the program.
/// Programmer errors are assert(). Nothing below `app` prints or exits.
#ifndef ACICULA_BASE_STATUS_H
#define ACICULA_BASE_STATUS_H

/// name, exit code, text
#define ACI_STATUS_LIST(X)                                                                         \
    X(OK, 0, "done")                                                                               \
    X(INTERNAL, 1, "internal error")                                                               \
    X(BAD_INPUT, 2, "bad input")                                                                   \
    X(NUMERICAL, 4, "a numerical gate failed")                                                     \
    X(FILE, 5, "file or system error")                                                             \
    X(INTERRUPTED, 130, "interrupted")

typedef enum aci_status {
#define ACI_STATUS_MEMBER(name, code, text) ACI_##name = (code),
    ACI_STATUS_LIST(ACI_STATUS_MEMBER)
#undef ACI_STATUS_MEMBER
} aci_status;

#define ACI_MUST_CHECK __attribute__((warn_unused_result))
#define ACI_PRINTF(text, first) __attribute__((format(printf, text, first)))

/// Stores a message for this thread (printf format, no newline at the end).
void aci_status_tell(const char *format, ...) ACI_PRINTF(1, 2);

/// The message of the last failure on this thread; "" before the first. Valid until the next one.
const char *aci_status_message(void);

/// The text of a code, e.g. "bad input".
const char *aci_status_text(aci_status status);

/// Stores the message; its value is `status`, here in the macro so that whoever analyses a caller
/// sees that it is not ACI_OK.
#define ACI_FAIL(status, ...) (aci_status_tell(__VA_ARGS__), (aci_status)(status))

/// Returns from the calling function when `call` fails; for functions that own nothing.
#define ACI_TRY(call)                                                                              \
    do {                                                                                           \
        aci_status aci_try_ = (call);                                                              \
        if (aci_try_ != ACI_OK) {                                                                  \
            return aci_try_;                                                                       \
        }                                                                                          \
    } while (0)

/// Stores the status in a variable `status` and jumps to `label` when `call` fails.
#define ACI_TRY_OR(label, call)                                                                    \
    do {                                                                                           \
        status = (call);                                                                           \
        if (status != ACI_OK) {                                                                    \
            goto label;                                                                            \
        }                                                                                          \
    } while (0)

#endif
