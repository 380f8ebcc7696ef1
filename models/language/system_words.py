"""Say in the user's own language why the operating system would not: it speaks English, whatever the user does."""

from __future__ import annotations

import errno

from models.language.words import N_, Marked, tr, tr_marked

_NO_ACCESS = N_("access is denied")
_DISK_FAILED = N_("the disk or the network failed")

SYSTEM_WORDS: dict[int, Marked] = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOTDIR: N_("there is a file where a folder should be"),
    errno.EISDIR: N_("it is a folder"),
    errno.EEXIST: N_("something else has the name"),
    errno.ENOTEMPTY: N_("the folder is not empty"),
    errno.EACCES: _NO_ACCESS,
    errno.EPERM: _NO_ACCESS,
    errno.EROFS: N_("it can only be read, not written"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the space that you have on the disk is full"),
    errno.EFBIG: N_("the file is too large for the disk"),
    errno.EIO: _DISK_FAILED,
    errno.ENXIO: _DISK_FAILED,
    errno.ENODEV: _DISK_FAILED,
    errno.ESTALE: _DISK_FAILED,
    errno.EHOSTDOWN: _DISK_FAILED,
    errno.EHOSTUNREACH: _DISK_FAILED,
    errno.ETIMEDOUT: _DISK_FAILED,
    errno.EBUSY: N_("another program is using it"),
    errno.EAGAIN: N_("another program is using it"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EINVAL: N_("the name or the place cannot be used"),
    errno.EILSEQ: N_("the name or the place cannot be used"),
    errno.EXDEV: N_("it lies on another disk"),
    errno.ELOOP: N_("the links lead round in a circle"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENFILE: N_("too many files are open"),
    errno.ENOMEM: N_("the memory is full"),
}
"""What the usual errors are called, in words that stand after a colon."""


def system_words(error: OSError | ValueError) -> str:
    """Say what went wrong with a file; of what is rare, the system's own words.

    A ValueError is what Python says of a name that the system would not even be asked about.
    """
    if not isinstance(error, OSError):
        return tr("it is no file name")
    known = SYSTEM_WORDS.get(error.errno or 0)
    return tr_marked(known) if known is not None else error.strerror or str(error) or type(error).__name__
