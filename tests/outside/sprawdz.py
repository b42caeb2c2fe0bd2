#!/usr/bin/env python3
"""Independent verifier of krok's bundles, from docs/dowody.md alone: Python's standard library, no line of krok.
    sprawdz.py [--signers ALLOWED_SIGNERS] [--roots ROOTS.pem] BUNDLE...
Says of each bundle whether it is intact since it was sealed, not whether its run is complete. Trust file and roots are
the verifier's own, never the bundle's. Ends with the worst of 0 intact, 3 unsealed, 2 no bundle, 1 altered."""
import argparse, glob, hashlib, json, os, pathlib, re, stat, subprocess, sys

FORMATS = ("krok/1", "krok/2", "krok/3", "krok/4", "krok/5")
ORIGIN = "0" * 64
LINE = re.compile(rb"(.*)\t([0-9a-f]{64})\n", re.S)
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
UNLISTED = set("seal.json seal.json.sig used.json custody.ndjson report.html report.css report.tmp protokol.pdf .reserve".split())
UNLISTED_FOLDERS, FOLDERS = {"anchors", "reviews", "countersign", "derived"}, {"pictures", "texts", "inputs", "torn"}
SEAL = {"format": str, "run": str, "records": int, "first": str, "last": str, "state": str, "files": list}
WORDS = {0: "intact", 1: "altered", 2: "no bundle", 3: "unsealed"}

def strict(data):
    """JSON with one reading only."""
    def once(pairs):
        if len({key for key, _ in pairs}) != len(pairs):
            raise ValueError("a key stands twice")
        return dict(pairs)
    value = json.loads(data.decode("utf-8"), object_pairs_hook=once, parse_constant=lambda _: 1 / 0)
    json.dumps(value, ensure_ascii=False).encode("utf-8")
    return value

def link(rule, previous, data):
    return hashlib.sha256(rule + b"\n" + previous.encode() + b"\n" + data).hexdigest()

def chained(data, rule):
    """Yields for each line its record (None if it is none), its hash, where it begins, and what is wrong."""
    previous, start = ORIGIN, 0
    for raw in data.split(b"\n"):
        raw += b"\n" if start + len(raw) < len(data) else b""
        if not raw:
            return
        parts = LINE.fullmatch(raw)
        if not parts or len(raw) > 1 << 20:
            previous, wrong, record = "", "torn" if not raw.endswith(b"\n") else "shape", None
        else:
            wrong = None if link(rule, previous, parts[1]) == parts[2].decode() else "hash"
            previous = parts[2].decode()
            try:
                record = strict(parts[1])
            except (ArithmeticError, ValueError, RecursionError):
                record, wrong = None, "json"
        yield record, previous, start, wrong
        start += len(raw)

def named(value):
    """Every file that a record names."""
    if isinstance(value, dict):
        if {"path", "sha256", "size"} == set(value):
            yield value["path"], value["sha256"], value["size"]
        value = list(value.values())
    for below in value if isinstance(value, list) else ():
        yield from named(below)

class Trail:
    def __init__(self, data, wrong):
        self.records, self.hashes, self.wrong, self.torn = [], [], wrong, not data
        self.acts, self.again, self.names, self.told, self.lost, clock, ended = {}, set(), [], set(), set(), 0, False
        for number, (record, head, start, fault) in enumerate(chained(data, b"krok/1")):
            self.hashes.append(head)
            self.torn |= fault == "torn"
            if fault and fault != "torn":
                wrong.append(f"trail, line {number + 1}: {fault}")
            if record is None:
                continue
            (kind, body), = record["event"].items()
            self.records.append((kind, body))
            if record["seq"] != number or ended or (kind == "run-started") != (number == 0):
                wrong.append(f"trail, line {number + 1}: out of place")
            if kind == "recovered":
                self.told |= {path for path, _, _ in named(body.get("torn", []))}
                if record["mono_ms"] != 0 or any(not re.fullmatch(rf"torn/{start}(-[1-9]\d*)?\.bin", p) for p in self.told):
                    wrong.append(f"trail, line {number + 1}: closes what it does not fit")
                self.lost |= set(named(body.get("lost", [])))
                self.names += [file for key in ("torn", "loose") for file in named(body.get(key, []))]
            else:
                if record["mono_ms"] < clock:
                    wrong.append(f"trail, line {number + 1}: the clock runs backwards")
                clock = record["mono_ms"]
                self.names += named(body)
            ended = kind in ("run-finished", "recovered")
            self.follow(record["seq"], record.get("step", ""), kind, body)

    def follow(self, seq, step, kind, body):
        if kind == "intent":
            self.acts[seq] = step
        elif kind == "outcome" and not (isinstance(body["result"], dict) and "unknown" in body["result"]):
            self.acts.pop(body["intent"], None)
        elif kind == "step-started":
            self.again.discard(step)
        elif kind == "resumed":
            self.again.add(step)
        settles = kind == "step-finished" and body["status"] in ("changed", "unchanged")
        if step in self.again and (settles or kind == "destroying" and "proved" in body):
            self.acts = {seq: of for seq, of in self.acts.items() if of != step}

    def seal(self):
        """What the seal has to say of the trail."""
        kind, body = self.records[0] if self.records else ("", {})
        started = body if kind == "run-started" else {}
        ends = bool(self.records) and self.records[-1][0] == "run-finished"
        said = {"format": started.get("format"), "run": started.get("run"), "records": len(self.hashes),
                "first": (self.hashes or [ORIGIN])[0], "last": (self.hashes or [ORIGIN])[-1],
                "state": "complete" if ends else "interrupted"}
        uncertain = list(dict.fromkeys(self.acts[seq] for seq in sorted(self.acts)))
        return {**said, "uncertain": uncertain} if uncertain else said

def read(bundle, path):
    return pathlib.Path(bundle, path).read_bytes()

def look(bundle, wrong):
    """Hash and size of every file that the seal has to list."""
    found = {}
    for name in sorted(os.listdir(bundle)):
        mode = os.lstat(os.path.join(bundle, name)).st_mode
        if stat.S_ISDIR(mode) and name in FOLDERS:
            paths = [f"{name}/{below}" for below in sorted(os.listdir(os.path.join(bundle, name)))]
        elif stat.S_ISDIR(mode) and name in UNLISTED_FOLDERS or stat.S_ISREG(mode) and name in UNLISTED:
            continue
        else:
            paths = [name]
        for path in paths:
            if stat.S_ISREG(os.lstat(os.path.join(bundle, path)).st_mode):
                found[path] = (hashlib.sha256(data := read(bundle, path)).hexdigest(), len(data))
            else:
                wrong.append(f"{path}: not a file")
    return found

def erased(bundle, seal):
    """Files that the custody log says were removed: in lines about this seal, as far as the log is whole."""
    for number, (record, _, _, fault) in enumerate(chained(read(bundle, "custody.ndjson"), b"krok-custody/1")):
        if fault or record.get("seq") != number or record.get("seal", seal) != seal:
            return
        files = named(record["event"].get("erased", [])) if "seal" in record else ()
        yield from (file for file in files if file[0].startswith(("pictures/", "texts/")))

def check(bundle, signers, roots):
    there = lambda path: os.path.isfile(os.path.join(bundle, path))
    if not os.path.exists(os.path.join(bundle, "trail.ndjson")):
        return 2, [], []
    wrong, notes = [], []
    try:
        found = look(bundle, wrong)
        trail = Trail(read(bundle, "trail.ndjson"), wrong)
        if trail.records and trail.records[0][1].get("format") not in FORMATS:
            wrong.append("unknown format")
        seals = [hashlib.sha256(read(bundle, "seal.json")).hexdigest()] if there("seal.json") else []
        gone = {file for seal in seals if there("custody.ndjson") for file in erased(bundle, seal) if file[0] not in found}
        wrong += [f"{file[0]}: not as a record names it" for file in trail.names
                  if found.get(file[0]) != file[1:] and file not in trail.lost | gone]
        if seals:
            seal = strict(read(bundle, "seal.json"))
            kinds = all(type(seal.get(key)) is kind for key, kind in SEAL.items())
            files = seal.pop("files", []) if isinstance(seal, dict) else []
            listed = {file["path"]: (file["sha256"], file["size"]) for file in files if len(file) == 3}
            if not kinds or seal != trail.seal() or [f["path"] for f in files] != sorted(listed) or trail.torn:
                wrong.append("the seal differs from the trail")
            wrong += [f"{path}: not as the seal lists it" for path in listed.keys() | found.keys()
                      if listed.get(path) != found.get(path) and (path, *listed.get(path, ())) not in gone]
            wrong += [f"{path}: no place in a bundle" for path in listed if path != "trail.ndjson" and not (
                path.count("/") == 1 and path.split("/")[0] in FOLDERS and PLAIN.fullmatch(path.split("/")[1]))]
            wrong += [f"{path}: nothing says that it was cut off" for path in found
                      if path.startswith("torn/") and path not in trail.told]
    except (ArithmeticError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        wrong.append(f"cannot be understood: {error!r}")
    if there("custody.ndjson"):
        lines = enumerate(chained(read(bundle, "custody.ndjson"), b"krok-custody/1"))
        if any(fault or record.get("seq") != number for number, (record, _, _, fault) in lines):
            notes.append("the custody log is broken, which does not touch the seal")
    if there("seal.json.sig") and signers:
        sig, find = os.path.join(bundle, "seal.json.sig"), ["ssh-keygen", "-Y", "find-principals", "-f", signers, "-s"]
        name = subprocess.run([*find, sig], capture_output=True).stdout.decode().split("\n")[0]
        command = ["ssh-keygen", "-Y", "verify", "-f", signers, "-I", name, "-n", "krok-seal@v1", "-s", sig]
        if subprocess.run(command, input=read(bundle, "seal.json"), capture_output=True).returncode:
            wrong.append("the signature is not good")
        notes.append(f"signed by {name or 'nobody known'}")
    for path in sorted(glob.glob("anchors/s*.tsr", root_dir=bundle)) if roots else ():
        first = ["-digest", next(chained(read(bundle, "trail.ndjson"), b"krok/1"), (None, ORIGIN))[1]]
        about = first if "start" in path else ["-data", os.path.join(bundle, "seal.json")]
        command = ["openssl", "ts", "-verify", *about, "-in", os.path.join(bundle, path), "-CAfile", roots]
        if all(subprocess.run([*command, *more], capture_output=True).returncode for more in ([], ["-token_in"])):
            wrong.append(f"{path}: the time stamp is not good")
    return (1 if wrong else 0 if there("seal.json") else 3), wrong, notes

def main():
    options, worst = argparse.ArgumentParser(), 0
    for name, more in (("--signers", {}), ("--roots", {}), ("bundles", {"nargs": "+"})):
        options.add_argument(name, **more)
    options = options.parse_args()
    for bundle in options.bundles:
        code, wrong, notes = check(bundle, options.signers, options.roots)
        print(f"{bundle}: {WORDS[code]}", *(f"  - {line}" for line in wrong + notes), sep="\n")
        worst = max(worst, code, key=(0, 3, 2, 1).index)
    sys.exit(worst)

main()
