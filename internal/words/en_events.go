package words

// enEvents are the words for receipts, coverage, questions, evidence and events.
var enEvents = Catalogue{
	"receipt_advisories_one": {Say: "{n} advisory read"}, "receipt_advisories_many": {Say: "{n} advisories read"},
	"receipt_signals_one": {Say: "{n} fact about vulnerabilities read"}, "receipt_signals_many": {Say: "{n} facts about vulnerabilities read"},
	"receipt_touching_one": {Say: "{n} touches us"}, "receipt_touching_many": {Say: "{n} touch us"},
	"receipt_tasks_one": {Say: "{n} new task"}, "receipt_tasks_many": {Say: "{n} new tasks"},
	"receipt_closed_one": {Say: "{n} target is closed by it."}, "receipt_closed_many": {Say: "{n} targets are closed by it."},
	"receipt_rejected_one": {Say: "{n} file could not be read."}, "receipt_rejected_many": {Say: "{n} files could not be read."},
	"receipt_quarantined_one": {Say: "{n} file was set aside for its origin."}, "receipt_quarantined_many": {Say: "{n} files were set aside for their origin."},
	"receipt_unchanged":   {Say: "All of it was here already."},
	"receipt_pending":     {Say: "Comparing with the inventory is not done yet; what touches us is not known before."},
	"receipt_interrupted": {Say: "The import was interrupted; import the same source again and it goes on."},

	"coverage_software":  {Say: "software known for {n} of {all} assets"},
	"coverage_exposure":  {Say: "public exposure answered for {n} of {all} assets"},
	"coverage_source":    {Say: "components with a source: {n} of {all}"},
	"coverage_version":   {Say: "components without a version: {n} of {all}"},
	"coverage_identity":  {Say: "components without an identity: {n} of {all}"},
	"coverage_no_source": {Say: "no loaded source speaks about {ecosystem}"},

	"census_one": {Say: "{n} entry read: {parts}"}, "census_many": {Say: "{n} entries read: {parts}"},
	"census_identifiable": {Say: "{n} identifiable"}, "census_version": {Say: " ({n} of them without a version)"},
	"census_identity": {Say: "{n} without identity"}, "census_not_software": {Say: "{n} not software"},
	"census_dropped": {Say: "{n} dropped by the decoder"},

	"question_kev":         {Say: "Is a vulnerability of {asset} known to be exploited?"},
	"question_exposure":    {Say: "Can {asset} be reached from the internet?"},
	"question_automatable": {Say: "Can an attack on {asset} be automated?"},
	"question_impact":      {Say: "Would an attack on {asset} give total control of it?"},
	"question_moves_one":   {Say: "Answering {other} moves {n} due date[, from {now}][ to {then}]."},
	"question_moves_many":  {Say: "Answering {other} moves {n} due dates[, the first from {now}][ to {then}]."},

	"evidence_verified":  {Say: "verified by an inventory[ of {day}][, which shows {seen}]"},
	"evidence_partly":    {Say: "fixed in part: an inventory[ of {day}] still shows an older version[ beside {seen}]"},
	"evidence_gone":      {Say: "gone: an inventory[ of {day}] no longer shows it"},
	"evidence_regressed": {Say: "back again: an inventory[ of {day}] shows {seen}"},

	"source_one":  {Say: "{name}: {n} record, newest {age}[, imported {arrived}]"},
	"source_many": {Say: "{name}: {n} records, newest {age}[, imported {arrived}]"},

	"zero_no_advisories": {Say: "No advisories are loaded yet, so nothing can be said about any asset. Import some: fenceline import FILE."},
	"zero_nothing_one":   {Say: "Nothing found in {n} loaded advisory. This says nothing about what no source speaks of:"},
	"zero_nothing_many":  {Say: "Nothing found in {n} loaded advisories. This says nothing about what no source speaks of:"},
	"zero_pending":       {Say: "Comparing with the inventory is not done yet."},

	"event":                  {Say: "{verb} {subject}[: {change}][ ({reason})]"},
	"event_change":           {Say: "{before} became {after}"},
	"event_desk.set":         {Say: "Desk settings changed"},
	"event_asset.add":        {Say: "Asset added:"},
	"event_asset.set":        {Say: "Asset changed:"},
	"event_asset.retire":     {Say: "Asset retired:"},
	"event_import":           {Say: "Import done:"},
	"event_import.stopped":   {Say: "Import stopped:"},
	"event_inventory.import": {Say: "Inventory imported for"},
	"event_backup":           {Say: "Backup made of the"},
	"event_restore":          {Say: "Backup put back into the"},
	"event_reindex":          {Say: "Derived records made again for the"},
	"event_target":           {Say: "Target {state}:"},
}
