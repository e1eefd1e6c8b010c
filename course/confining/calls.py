"""On Linux, let the kernel refuse system calls: new processes, programs, the network, signals.

A filter as seccomp(2) takes it. It is inherited, cannot be taken off again, and needs no rights.
"""

import ctypes
import errno
import os
import platform
import struct
import sys

# Numbers of system calls, which each kind of processor has its own of.
CALLS = {
    "x86_64": {
        "clone": 56,
        "fork": 57,
        "vfork": 58,
        "execve": 59,
        "execveat": 322,
        "socket": 41,
        "kill": 62,
        "tkill": 200,
        "tgkill": 234,
        "pidfd_send_signal": 424,
        "ptrace": 101,
        "process_vm_readv": 310,
        "process_vm_writev": 311,
        "setsid": 112,
        "unshare": 272,
        "setns": 308,
        "mount": 165,
        "bpf": 321,
        "io_uring_setup": 425,
        "clone3": 435,
    },
    "aarch64": {
        "clone": 220,
        "execve": 221,
        "execveat": 281,
        "socket": 198,
        "kill": 129,
        "tkill": 130,
        "tgkill": 131,
        "pidfd_send_signal": 424,
        "ptrace": 117,
        "process_vm_readv": 270,
        "process_vm_writev": 271,
        "setsid": 157,
        "unshare": 97,
        "setns": 268,
        "mount": 40,
        "bpf": 280,
        "io_uring_setup": 425,
        "clone3": 435,
    },
}
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
FAIL, ALLOW = 0x00050000, 0x7FFF0000  # what a filter may answer
LOAD, EQUAL, ANY_BIT, ANSWER = 0x20, 0x15, 0x45, 0x06  # instructions of the filter
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16  # where they stand in what the filter sees
X32 = 0x40000000  # a second set of numbers, on x86-64
CLONE_THREAD = 0x00010000
AF_UNIX = 1
PR_SET_NO_NEW_PRIVS, SECCOMP_SET_MODE_FILTER, ALL_THREADS = 38, 1, 1
SECCOMP = {"x86_64": 317, "aarch64": 277}


def hold_calls() -> bool:
    """Refuse such calls from now on, in all threads of this process.

    Returns
    -------
    bool
        Whether this system can.
    """
    machine = platform.machine()
    if sys.platform != "linux" or machine not in CALLS or sys.maxsize < 2**32:
        return False
    program = write_filter(machine, os.getpid())
    libc = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(program)
    # struct sock_fprog: how many instructions, and where they are.
    order = struct.pack("@HP", len(program) // 8, ctypes.addressof(buffer))
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    call = [ctypes.c_long(value) for value in (SECCOMP[machine], SECCOMP_SET_MODE_FILTER)]
    return libc.syscall(*call, ctypes.c_long(ALL_THREADS), order) == 0


def write_filter(machine: str, pid: int) -> bytes:
    """Write the filter.

    Parameters
    ----------
    machine : {'x86_64', 'aarch64'}
    pid : int
        Of this process, which may end itself.

    Returns
    -------
    bytes
        Instructions of eight bytes each.
    """
    calls = CALLS[machine]
    signals = ("kill", "tgkill")
    refused = [calls[n] for n in calls if n not in ("clone", "clone3", "socket", *signals)]
    parts = [
        step(LOAD, ARCHITECTURE),
        step(EQUAL, ARCHITECTURES[machine], 1, 0) + fail(errno.EPERM),
        step(LOAD, NUMBER),
        *([step(ANY_BIT, X32, 0, 1) + fail(errno.ENOSYS)] if machine == "x86_64" else []),
        # What clone3 is asked for cannot be seen; without it, the C library takes clone.
        when(calls["clone3"], fail(errno.ENOSYS)),
        *(when(number, fail(errno.EPERM)) for number in refused),
        when(calls["clone"], unless_bit(CLONE_THREAD, fail(errno.EPERM))),
        when(calls["socket"], unless_equal(AF_UNIX, fail(errno.EACCES))),
        *(when(calls[name], unless_equal(pid, fail(errno.EPERM))) for name in signals),
        step(ANSWER, ALLOW),
    ]
    return b"".join(parts)


def step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    """Write one instruction: struct sock_filter.

    Parameters
    ----------
    code, value : int
    if_so, if_not : int
        How many instructions to pass over.

    Returns
    -------
    bytes
    """
    return struct.pack("=HBBI", code, if_so, if_not, value)


def fail(number: int) -> bytes:
    """Let the call fail.

    Parameters
    ----------
    number : int
        Of the error.

    Returns
    -------
    bytes
    """
    return step(ANSWER, FAIL | number)


def when(number: int, then: bytes) -> bytes:
    """Do something for one system call; nothing may come after it for that call.

    Parameters
    ----------
    number : int
        Of the call.
    then : bytes

    Returns
    -------
    bytes
    """
    return step(EQUAL, number, 0, len(then) // 8) + then


def unless_bit(bit: int, then: bytes) -> bytes:
    """Do something unless a bit of the first argument is set; allow the call if it is.

    Parameters
    ----------
    bit : int
    then : bytes

    Returns
    -------
    bytes
    """
    return step(LOAD, FIRST_ARGUMENT) + step(ANY_BIT, bit, 0, 1) + step(ANSWER, ALLOW) + then


def unless_equal(value: int, then: bytes) -> bytes:
    """Do something unless the first argument is a value; allow the call if it is.

    Parameters
    ----------
    value : int
    then : bytes

    Returns
    -------
    bytes
    """
    return step(LOAD, FIRST_ARGUMENT) + step(EQUAL, value, 0, 1) + step(ANSWER, ALLOW) + then
