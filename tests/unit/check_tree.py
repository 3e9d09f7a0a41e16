#!/usr/bin/env python3
"""Verifies a log by other means: no line of emarge, no library but Python's own.

    check_tree.py LOG CHECKPOINT VKEY

LOG holds the committed texts of the entries, one after the other, eight lines each. Recomputes the root
by the recursive definition of RFC 9162, 2.1.1, and verifies the signature of the checkpoint by RFC 8032,
5.1.7. Prints the count of entries; exits 1, saying why, when anything does not fit.
"""
import base64
import hashlib
import sys


def sha256(data):
    return hashlib.sha256(data).digest()


def tree_hash(leaves):
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0])
    k = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01" + tree_hash(leaves[:k]) + tree_hash(leaves[k:]))


# Ed25519: the curve of RFC 8032, 5.1, in affine coordinates. Slow, short, and easy to compare with the text.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    t = D * x1 * x2 * y1 * y2
    return ((x1 * y2 + x2 * y1) * pow(1 + t, -1, P) % P,
            (y1 * y2 + x1 * x2) * pow(1 - t, -1, P) % P)


def times(k, point):
    out = (0, 1)
    while k:
        if k & 1:
            out = add(out, point)
        point = add(point, point)
        k >>= 1
    return out


def decode_point(data):
    n = int.from_bytes(data, "little")
    y, sign = n & (2**255 - 1), n >> 255
    if y >= P:
        raise ValueError("no point of the curve")
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        raise ValueError("no point of the curve")
    return (P - x if x & 1 != sign else x, y)


BASE = decode_point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def signature_fits(public, message, signature):
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    r, a = decode_point(signature[:32]), decode_point(public)
    return len(signature) == 64 and s < L and times(s, BASE) == add(r, times(h, a))


def open_note(note, vkey):
    name, key_hash, key = vkey.split("+", 2)
    key = base64.b64decode(key, validate=True)
    if key[0] != 1 or sha256(name.encode() + b"\n" + key)[:4].hex() != key_hash:
        raise ValueError("the key does not fit its hash")
    text, _, lines = note.rpartition(b"\n\n")
    text += b"\n"
    for line in lines.decode().splitlines():
        dash, signer, signature = line.split(" ")
        signature = base64.b64decode(signature, validate=True)
        if dash == "\u2014" and signer == name and signature[:4].hex() == key_hash:
            if signature_fits(key[1:], text, signature[4:]):
                return name, text.decode().splitlines()
    raise ValueError("the signature does not fit")


def main(log, checkpoint, vkey):
    lines = open(log, "rb").read().splitlines(keepends=True)
    entries = [b"".join(lines[i:i + 8]) for i in range(0, len(lines), 8)]
    name, (origin, size, root) = open_note(open(checkpoint, "rb").read(), vkey)
    if origin != name:
        raise ValueError("the checkpoint is of another log")
    if int(size) != len(entries):
        raise ValueError("the checkpoint counts %s entries, the log %d" % (size, len(entries)))
    if base64.b64decode(root) != tree_hash(entries):
        raise ValueError("the root is another")
    print(len(entries))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except ValueError as error:
        sys.exit("bad: %s" % error)
