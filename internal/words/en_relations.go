package words

// enRelations are the words for what hangs together.
var enRelations = Catalogue{
	"no_relations": {"Nothing here is called {subject}.", "Name a task, an asset, a CVE, an advisory or a component as the lists show it."},

	"relation_threat": {Say: "threat"}, "relation_advisory": {Say: "advisory"}, "relation_vulnerability": {Say: "vulnerability"},
	"relation_component": {Say: "component"}, "relation_asset": {Say: "asset"}, "relation_task": {Say: "task"},
	"relations_threat": {Say: "Threats"}, "relations_advisory": {Say: "Advisories"}, "relations_vulnerability": {Say: "Vulnerabilities"},
	"relations_component": {Say: "Components"}, "relations_asset": {Say: "Assets"}, "relations_task": {Say: "Tasks"},

	"threat_attack_pattern": {Say: "technique"}, "threat_campaign": {Say: "campaign"}, "threat_intrusion_set": {Say: "intrusion set"},
	"threat_threat_actor": {Say: "threat actor"}, "threat_malware": {Say: "malware"}, "threat_tool": {Say: "tool"},

	"relation_join":      {Say: "{name}[ ({says})][ ({unsure})]"},
	"relations_none":     {Say: "Nothing that affects this desk, or may, hangs together with it."},
	"relations_left_one": {Say: "{n} thing farther away is not shown."}, "relations_left_many": {Say: "{n} things farther away are not shown."},

	"relation_whole":    {Say: "{name}[, {note}]"},
	"relations_title":   {Say: "What {name} touches"},
	"relations_picture": {Say: "Picture"},
	"relations_list":    {Say: "List"},
	"relations_reading": {Say: "Putting together what hangs together"},
	"relations_alone":   {Say: "Touches nothing here"},
	"relation_open":     {Say: "Open the {kind}"},
	"relation_search":   {Say: "Look for it"},
	"relation_turn":     {Say: "What it touches"},
	"relations_button":  {Say: "What it touches"},
}
