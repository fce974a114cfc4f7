"""Answers a stream of instances: facts up to a line `.`, then one line for each answer set, then `.`."""

import sys
from pathlib import Path

import clingo

HERE = Path(__file__).resolve().parent
PROGRAM = "\n".join((HERE / name).read_text() for name in ("cases.lp", "closure.lp", "verdict.lp"))


def quiet(code, message):
    if code not in (clingo.MessageCode.AtomUndefined,):
        sys.stderr.write(message)


def answer(facts):
    control = clingo.Control(["--models=0", "--warn=no-atom-undefined"], logger=quiet)
    control.add("base", [], PROGRAM + facts)
    control.ground([("base", [])])
    with control.solve(yield_=True) as models:
        for model in models:
            print(" ".join(str(symbol) for symbol in model.symbols(shown=True)))
    print(".", flush=True)


def main():
    facts = []
    for line in sys.stdin:
        if line == ".\n":
            answer("".join(facts))
            facts = []
        else:
            facts.append(line)


main()
