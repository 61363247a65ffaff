package words

// enVEX are the words of the desk's own VEX decisions.
var enVEX = Catalogue{
	"own_not_affected":         {Say: "This desk decided so[: {justification}] ({decision}, {by})."},
	"own_fixed":                {Say: "This desk decided that it is fixed ({decision}, {by})."},
	"own_affected":             {Say: "This desk decided that it is affected ({decision}, {by})."},
	"because_own_not_affected": {Say: "this desk decided so of {component}[: {justification}] ({decision}, {by})"},
	"because_own_fixed":        {Say: "this desk decided that {component} is fixed ({decision}, {by})"},
	"because_own_affected":     {Say: "this desk decided so of {component} ({decision}, {by})"},
	"explain_own":              {Say: "{decision} of this desk goes before what the publishers come to: {stated} ({badge}). See it: fenceline vex list."},

	"own_decision":               {Say: "this desk decided that it is not affected ({decision})"},
	"decision_undone":            {Say: "the decision of this desk that closed it no longer holds"},
	"because_of_own_decision":    {Say: "this desk decided that it is not affected"},
	"because_of_decision_undone": {Say: "the decision that closed it no longer holds"},

	"justification_component_not_present":                             {Say: "the component is not there"},
	"justification_vulnerable_code_not_present":                       {Say: "the vulnerable code is not there"},
	"justification_vulnerable_code_not_in_execute_path":               {Say: "the vulnerable code is never run"},
	"justification_vulnerable_code_cannot_be_controlled_by_adversary": {Say: "an attacker cannot control the vulnerable code"},
	"justification_inline_mitigations_already_exist":                  {Say: "measures inside the product prevent an attack"},

	"vex_line":       {Say: "{name}[ {versions}]: {status} by {vulnerability}[, because {justification}][; {action}]"},
	"vex_line_fixed": {Say: "{name}[ {versions}]: {vulnerability} is fixed[; {action}]"},
	"vex_versions":   {Say: "in every version"},
	"vex_assets":     {Say: "on {assets}"},
	"vex_anywhere":   {Say: "on every asset"},
	"vex_over":       {Say: "over since {day}, {reason}"},
	"vex_undone":     {Say: "taken back by {by}[: {reason}]"},
	"vex_replaced":   {Say: "replaced by {reason}"},
	"vex_review":     {Say: "in force, review was due {day}"},
	"vex_holds":      {Say: "in force, review {day}"},
	"vex_against":    {Say: "{advisory} says {verdict} ({badge})"},
	"vex_later":      {Say: "{advisory} says {verdict} ({badge}), and came in after the decision"},
	"vex_decided":    {Say: "Decided by {by} ({assurance}) on {day}: {reason}."},
	"vex_none":       {Say: "No publisher says otherwise."},
	"vex_count_one":  {Say: "It decides {n} finding."}, "vex_count_many": {Say: "It decides {n} findings."},

	"event_vex.decide": {Say: "Own decision {subject}[: {after}][ ({reason})]"},
	"event_vex.end":    {Say: "Own decision {subject} ended[ ({reason})]"},
}

// enVEXErrors are the errors of own decisions and their export.
var enVEXErrors = Catalogue{
	"vex_no_flaw":            {"It is not said which vulnerability is meant.", "Name it: fenceline vex decide CVE-2026-90001 ..."},
	"vex_status_unknown":     {"{value} is no status of a decision.", "Use not-affected, fixed, affected or under-investigation."},
	"vex_scope_missing":      {"It must be said for which assets the decision holds.", "Name them with --asset NAME, or say --everywhere."},
	"vex_justification":      {"Not affected needs one of the five justifications of VEX.", "See them: fenceline vex decide --help."},
	"vex_justification_only": {"A justification goes with not affected alone.", "Leave {value} out, or choose --status not-affected."},
	"vex_action_missing":     {"Affected needs what to do about it.", "Say it: --action TEXT."},
	"vex_fixed_version":      {"Fixed can only be said of the versions that are installed.", "Leave --any-version out."},
	"vex_review_past":        {"The day of review, {value}, does not lie ahead.", "Give one: --review 2027-11-24."},
	"vex_no_finding":         {"No finding of {subject} is known there[ for {component}], so there is nothing to decide.", "See what is: fenceline finding list --name {subject}."},
	"vex_several_products":   {"{subject} is in more than one product there: {a} and {b}.", "Say which is meant: --component NAME."},
	"vex_version_unknown":    {"The version of {component} is not known on every asset that is meant.", "Name the assets where it is, or say --any-version."},
	"vex_ended":              {"{subject} is over already.", "See it: fenceline vex list --all."},
	"no_such_decision":       {"There is no decision {name}.", "See them: fenceline vex list --all."},
	"vex_no_author":          {"An exported document names its author, and this desk has no name or no website.", "Give both: fenceline desk set --operator NAME --website https://www.example.org"},
	"website_unreadable":     {"{value} is no address of a website.", "Write it with https and nothing behind it: https://www.example.org"},
	"vex_nothing":            {"Nothing is left to export: {withheld} withheld for their TLP, {unnamed} about software known by a bare name only.", "See the decisions: fenceline vex list."},
	"vex_format_unknown":     {"{value} is no format of an export.", "Use openvex or csaf."},
	"vex_not_valid":          {"The document would not be valid CSAF: test {test} fails at {place}. Nothing was written.", "Check the desk's name and website: fenceline desk set --help."},
}
