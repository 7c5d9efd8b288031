#!/usr/bin/env python3
"""power_cut.py - what the disk may hold when the power goes, at every moment of the office's work.

The work runs under strace. Its log is an ordered list of writes, truncations, renames, deletions,
syncs and answers ("ack" lines on stdout). For a moment of it the disk holds what was synced and, of
the rest, anything: nothing, everything, any part, the last write torn at a sector. Each such state
is opened by the real program, which must find every answered command, the root of every answered
size, and nothing that does not agree.

With --wrong slack (the work trusts the disk) or --wrong early (it answers before it commits) states
must be found bad, or this tool is blind.
Prints one line and exits 0 when all is as it should be.
"""
import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

CALLS = ("openat,pwrite64,pwritev,write,writev,fdatasync,fsync,sync_file_range,ftruncate,rename,"
         "renameat,renameat2,unlink,unlinkat")
SECTOR = 512
LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)(.*)$")
STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
FD = re.compile(r"^(\d+)<([^>]*)>")


def unhex(text):
    return bytes.fromhex(text.replace("\\x", ""))


def unescape(text):
    """A path as strace shows it in <>: plain, or in hexadecimal."""
    return unhex(text).decode() if text.startswith("\\x") else text


class File:
    """A file's bytes as they are on disk for certain, and what was written since."""

    def __init__(self, durable=b""):
        self.durable = durable
        self.pending = []

    def apply(self, ops):
        data = bytearray(self.durable)
        for kind, offset, payload in ops:
            if kind == "truncate":
                if offset < len(data):
                    del data[offset:]
                else:
                    data.extend(bytes(offset - len(data)))
                continue
            if len(data) < offset:
                data.extend(bytes(offset - len(data)))
            data[offset:offset + len(payload)] = payload
        return bytes(data)

    def sync(self):
        self.durable = self.apply(self.pending)
        self.pending = []


def apply_names(names, ops):
    names = dict(names)
    for op in ops:
        if op[0] == "create":
            names[op[1]] = op[2]
        elif op[0] == "unlink":
            names.pop(op[1], None)
        elif op[1] in names:
            names[op[2]] = names.pop(op[1])
    return names


class Disk:
    def __init__(self, folder):
        self.folder = folder
        self.names = {}      # durable
        self.pending = []    # of the folder
        self.live = {}       # names as the program sees them
        self.position = {}   # of plain writes, by fd
        for name in os.listdir(folder):
            if self.counts(name):
                with open(os.path.join(folder, name), "rb") as f:
                    self.names[name] = self.live[name] = File(f.read())

    @staticmethod
    def counts(name):
        """Not the index of the log, which is memory, nor the lock."""
        return not name.endswith(("-shm", ".lock"))

    def name_of(self, path):
        folder, name = os.path.split(path)
        return name if folder == self.folder and self.counts(name) else None

    def file_of(self, argument):
        match = FD.match(argument)
        name = self.name_of(unescape(match.group(2))) if match else None
        return self.live.get(name)

    def step(self, call, arguments, result, tail):
        """Takes one call of the log; the answers that it gave, or None."""
        if result < 0:
            return None
        strings = STRING.findall(arguments)
        if any(cut for _, cut in strings):
            sys.exit("the log of strace is cut; raise -s")
        handler = getattr(self, "on_" + call, None)
        return handler(arguments, strings, result, tail) if handler else None

    def on_openat(self, arguments, strings, result, tail):
        name = self.name_of(unhex(strings[0][0]).decode())
        self.position[result] = 0
        if name is None:
            return
        if "O_CREAT" in arguments and name not in self.live:
            self.live[name] = File()
            self.pending.append(("create", name, self.live[name]))
        if "O_TRUNC" in arguments:
            self.live[name].pending.append(("truncate", 0, b""))

    def on_pwrite64(self, arguments, strings, result, tail):
        file = self.file_of(arguments)
        if file is not None:
            offset = int(arguments.rsplit(",", 1)[1])
            file.pending.append(("write", offset, unhex(strings[0][0])[:result]))

    def on_write(self, arguments, strings, result, tail):
        fd = int(arguments.split("<", 1)[0].split(",", 1)[0])
        data = unhex(strings[0][0])[:result]
        if fd == 1:
            return data.decode()
        file = self.file_of(arguments)
        if file is not None:
            at = self.position.get(fd, 0)
            file.pending.append(("write", at, data))
            self.position[fd] = at + result
        return None

    def on_ftruncate(self, arguments, strings, result, tail):
        file = self.file_of(arguments)
        if file is not None:
            file.pending.append(("truncate", int(arguments.rsplit(",", 1)[1]), b""))

    def on_fsync(self, arguments, strings, result, tail):
        match = FD.match(arguments)
        if match and unescape(match.group(2)) == self.folder:
            self.names = apply_names(self.names, self.pending)
            self.pending = []
            return
        file = self.file_of(arguments)
        if file is not None:
            file.sync()

    on_fdatasync = on_fsync

    def on_unlink(self, arguments, strings, result, tail):
        name = self.name_of(unhex(strings[0][0]).decode())
        if name in self.live:
            del self.live[name]
            self.pending.append(("unlink", name))

    on_unlinkat = on_unlink

    def on_rename(self, arguments, strings, result, tail):
        old, new = (self.name_of(unhex(s).decode()) for s, _ in strings[:2])
        if old in self.live:
            self.live[new] = self.live.pop(old)
            self.pending.append(("rename", old, new))

    on_renameat = on_renameat2 = on_rename

    def state(self, kind, chance):
        """Names and bytes of one state that the disk may be in now."""
        if kind == "none":
            names, pick = self.names, lambda ops: []
        elif kind == "all":
            names, pick = apply_names(self.names, self.pending), lambda ops: ops
        else:
            names = apply_names(self.names, self.pending[:chance.randint(0, len(self.pending))])
            pick = (lambda ops: torn(ops, chance)) if kind == "torn" else (
                lambda ops: [op for op in ops if chance.random() < 0.5])
        return {name: file.apply(pick(file.pending)) for name, file in names.items()}


def torn(ops, chance):
    """The writes up to one, of which only the first sectors came."""
    if not ops:
        return []
    last = chance.randint(0, len(ops) - 1)
    kind, offset, data = ops[last]
    sectors = len(data) // SECTOR
    if kind == "write" and sectors > 0:
        data = data[:SECTOR * chance.randint(0, sectors)]
    return ops[:last] + [(kind, offset, data)]


class Checker:
    def __init__(self, program, base):
        self.base = base
        self.process = subprocess.Popen([program, "check"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)

    def check(self, files, acks):
        """None, or what is wrong with the state."""
        folder = os.path.join(self.base, "state")
        os.mkdir(folder)
        for name, data in files.items():
            with open(os.path.join(folder, name), "wb") as f:
                f.write(data)
        path = os.path.join(self.base, "acks")
        with open(path, "w", encoding="ascii") as f:
            f.write(acks)
        self.process.stdin.write(f"{folder} {path}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        shutil.rmtree(folder)
        if answer == "":
            sys.exit("the checking program ended")
        return None if answer.startswith("good ") else answer.split(" ", 2)[2].strip()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def read_log(path):
    with open(path, encoding="ascii") as f:
        for line in f:
            if "<unfinished" in line or "resumed>" in line:
                sys.exit("two threads wrote at once: this log has no order")
            match = LINE.match(line)
            if match:
                yield match.group(1), match.group(2), int(match.group(3)), match.group(4)


def run_work(args, folder, log):
    command = ["strace", "-f", "-y", "-xx", "-s", "1000000", "-o", log, "-e", "trace=" + CALLS,
               args.program, "work", folder, str(args.batches)]
    subprocess.run(command + ([args.wrong] if args.wrong else []), check=True,
                   stdout=subprocess.DEVNULL)


def explore(args, disk, log, checker):
    chance = random.Random(args.seed)
    moments = sum(1 for _ in read_log(log))
    kinds = ["none", "all", "some", "torn"]
    share = min(1.0, args.states / (moments * len(kinds)))
    acks, tried, bad, answered = "", 0, [], 0
    for at, (call, arguments, result, tail) in enumerate(read_log(log)):
        told = disk.step(call, arguments, result, tail)
        if told:
            acks += told
            answered += told.count("\n")
        for kind in kinds:
            if chance.random() >= share:
                continue
            why = checker.check(disk.state(kind, chance), acks)
            tried += 1
            if why is not None:
                bad.append(f"moment {at} of {moments} ({kind}): {why}")
    return moments, tried, answered, bad


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", help="build/office/crash_test")
    parser.add_argument("--batches", type=int, default=12)
    parser.add_argument("--states", type=int, default=150, help="about so many are tried")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", choices=["slack", "early"], help="a control: it must fail")
    args = parser.parse_args()
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    base = os.path.realpath(tempfile.mkdtemp(prefix="gulou-power-", dir=memory))
    try:
        folder, log = os.path.join(base, "work"), os.path.join(base, "log")
        os.mkdir(folder)
        subprocess.run([args.program, "new", folder], check=True)
        disk = Disk(folder)
        run_work(args, folder, log)
        checker = Checker(args.program, base)
        moments, tried, answered, bad = explore(args, disk, log, checker)
        checker.close()
    finally:
        shutil.rmtree(base, ignore_errors=True)
    name = f"control, {args.wrong}" if args.wrong else "power cuts"
    print(f"{name}, seed {args.seed}: {moments} calls, {answered} answers, {tried} states, "
          f"{len(bad)} bad")
    for line in bad[:3 if args.wrong else 20]:
        print("  " + line)
    sys.exit(0 if bool(bad) == bool(args.wrong) and tried > 0 and answered > 0 else 1)


main()
