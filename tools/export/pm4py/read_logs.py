"""Reads an XES and an OCEL 2.0 file with PM4Py, and tells in JSON what it found in them."""

import json
import sys

import pm4py

xes_path, ocel_path = sys.argv[1:]

log = pm4py.read_xes(xes_path)
systems = {
    system: {"cases": int(part["case:concept:name"].nunique()), "events": len(part)}
    for system, part in log.groupby("case:huying:system")
}
dfg, starts, _ = pm4py.discover_dfg(log)

ocel = pm4py.read_ocel2_json(ocel_path)
kinds = ocel.objects.groupby("ocel:type")["ocel:oid"].nunique().to_dict()
case_events = ocel.relations[ocel.relations["ocel:type"] == "case"]

print(
    json.dumps(
        {
            "xes": {
                "cases": int(log["case:concept:name"].nunique()),
                "events": len(log),
                "systems": systems,
                "starts": sorted(starts),
                "directlyFollows": len(dfg),
            },
            "ocel": {
                "cases": kinds.get("case", 0),
                "events": len(ocel.events),
                "eventsOfCases": int(case_events["ocel:eid"].nunique()),
                "objects": {kind: int(count) for kind, count in kinds.items()},
                "qualifiers": sorted(ocel.relations["ocel:qualifier"].unique().tolist()),
            },
        }
    )
)
