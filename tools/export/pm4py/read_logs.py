"""Reads an event log with PM4Py, and tells in JSON what it found in it: `read_logs.py xes FILE`, or `ocel FILE` (OCEL 2.0 JSON)."""

import json
import resource
import sys

import pm4py


def in_xes(path):
    log = pm4py.read_xes(path)
    systems = {
        system: {"cases": int(part["case:concept:name"].nunique()), "events": len(part)}
        for system, part in log.groupby("case:huying:system")
    }
    dfg, starts, _ = pm4py.discover_dfg(log)
    return {
        "cases": int(log["case:concept:name"].nunique()),
        "events": len(log),
        "systems": systems,
        "starts": sorted(starts),
        "directlyFollows": len(dfg),
    }


def in_ocel(path):
    ocel = pm4py.read_ocel2_json(path)
    kinds = ocel.objects.groupby("ocel:type")["ocel:oid"].nunique().to_dict()
    case_events = ocel.relations[ocel.relations["ocel:type"] == "case"]
    return {
        "cases": int(kinds.get("case", 0)),
        "events": len(ocel.events),
        "eventsOfCases": int(case_events["ocel:eid"].nunique()),
        "objects": {kind: int(count) for kind, count in kinds.items()},
        "qualifiers": sorted(ocel.relations["ocel:qualifier"].unique().tolist()),
    }


kind, path = sys.argv[1:]
found = {"xes": in_xes, "ocel": in_ocel}[kind](path)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # KiB on Linux
print(json.dumps({"found": found, "peakMebibytes": peak}))
