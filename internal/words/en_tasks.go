package words

// enTasks are the words of work on tasks: steps, exceptions, triage.
var enTasks = Catalogue{
	"triage_step_scope":    {Say: "Scope: which systems are concerned (2 hours)"},
	"triage_step_volatile": {Say: "Volatile evidence kept, before patching (24 hours)"},
	"triage_step_decision": {Say: "Decision: no evidence, suspected or confirmed (72 hours)"},
	"triage_no_evidence":   {Say: "no evidence of compromise"},
	"triage_suspected":     {Say: "compromise suspected"},
	"triage_confirmed":     {Say: "compromise confirmed"},
	"triage_waived":        {Say: "Waived: {note}."},
	"triage_decided":       {Say: "Decided: {outcome}[. {note}]."},
	"triage_done":          {Say: "{note}."},

	"exception_expired":   {Say: "its last day is over"},
	"exception_withdrawn": {Say: "taken back"},
	"exception_over":      {Say: "no longer needed"},
	"triage_recorded":     {Say: "the forensic steps are recorded"},

	"because_of_exception_expired": {Say: "the last day of the exception is over"},
	"because_of_triage_recorded":   {Say: "the forensic steps are recorded or waived"},

	"event_target_planned":   {Say: "{subject}: planned for {after}[, was {before}][ ({reason})]"},
	"event_target_exception": {Say: "{subject}: exception until {end}, approved by {approver} ({approved})[: {reason}]"},
	"planned_week":           {Say: "week {week}, from {day}"},
	"event_triage.scope":     {Say: "{subject}: forensic scope recorded[ ({reason})]"},
	"event_triage.volatile":  {Say: "{subject}: volatile evidence recorded[ ({reason})]"},
	"event_triage.decision":  {Say: "{subject}: forensic decision: {after}[ ({reason})]"},
	"event_triage.waived":    {Say: "{subject}: forensic step waived: {after}[ ({reason})]"},
	"event_task.set":         {Say: "{subject} changed[ ({after})]"},
	"event_task.note":        {Say: "{subject}: {after}"},
	"event_task.assign":      {Say: "{subject}: now done by {after}[, before by {before}]"},

	"work_owner":    {Say: "Done by {value}"},
	"work_change":   {Say: "change {value}"},
	"work_approved": {Say: "approved by {value} on {day}"},
	"work_tested":   {Say: "tested: {value}"},
	"work_effort":   {Say: "{value} minutes per asset"},
	"work_week":     {Say: "moved to week {value}"},

	"exception_ended":      {Say: "over: {reason}"},
	"exception_review":     {Say: "in force, review was due {day}"},
	"exception_holds":      {Say: "in force, review {day}"},
	"triage_clock":         {Say: "{step}: {stands}; due {due}[, by the policy's clock {policy}]"},
	"triage_clock_over":    {Say: "{policy}, over on arrival"},
	"triage_open":          {Say: "open"},
	"triage_open_late":     {Say: "open and late"},
	"triage_recorded_by":   {Say: "{record} {by}, {at}"},
	"triage_recorded_late": {Say: "{record} {by}, {at}, late"},
	"triage_after":         {Say: " Kept after the fix was put in."},

	"assurance_asserted":   {Say: "asserted"},
	"assurance_passphrase": {Say: "by passphrase"},
}

// enTaskErrors are the errors of work on tasks, each with its next step.
var enTaskErrors = Catalogue{
	"step_not_a_persons":     {"{value} is no step a person takes.", "See the steps: fenceline task --help."},
	"no_task_named":          {"No task is named.", "Name one: fenceline task list shows their numbers."},
	"step_without_reason":    {"This needs a reason.", "Say why: --reason TEXT."},
	"nothing_to_move":        {"No target of {subject} can be set to {step} now.", "Look at the task first: fenceline task show {subject}."},
	"approver_missing":       {"An exception needs somebody who approves it.", "Name them: --approver NAME."},
	"control_missing":        {"An exception needs something that protects the asset meanwhile.", "Say what: --control TEXT."},
	"exception_without_end":  {"An exception needs a last day that lies ahead[; {value} does not].", "Give one: --end 2027-03-31."},
	"review_outside":         {"The day of review, {value}, does not lie between today and the end of the exception.", "Choose a day before the end: --review 2027-01-15."},
	"no_such_exception":      {"There is no exception {name}.", "See the register: fenceline exception list --all."},
	"no_forensic_duty":       {"{subject} has no forensic duty[ on {asset}].", "See why its date is what it is: fenceline task show {subject}."},
	"triage_step_unknown":    {"{value} is no forensic step.", "Use scope, volatile or decision."},
	"triage_outcome_unknown": {"{value} is no decision.", "Use no-evidence, suspected or confirmed."},
	"triage_note_missing":    {"It is not said what was done for this step.", "Write what was found or kept: fenceline task triage --help."},
	"time_ahead":             {"{value} lies ahead.", "Give the time at which it was done."},
	"effort_below_zero":      {"The effort of {subject} cannot be below zero.", "Give minutes per asset: --effort 45m."},
	"note_missing":           {"The note is empty.", "Write something to keep."},
	"instant_unreadable":     {"{value} is no time.", "Write it as 2026-11-24T21:05:00Z."},
	"week_unreadable":        {"{value} is no week.", "Write it as year and week: 2026-W48."},
}
