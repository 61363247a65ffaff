package cli

import (
	"bytes"
	"context"
	"reflect"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"fenceline/internal/domain"
	"fenceline/internal/workflow"
)

// verbs says which command does what the desk can do; "" marks what a command
// uses on the way and nobody would type.
var verbs = map[string]string{
	"AddAsset": "asset add", "Assets": "asset list", "RetiredAssets": "asset list", "Asset": "asset show", "Software": "asset show", "SetAsset": "asset set", "SetAssets": "asset set", "ImportAssets": "asset import", "ImportTickets": "task import",
	"ImportInventory": "inventory import", "AssetRules": "inventory rules", "ForgetAssetRule": "inventory forget", "ScanFolder": "scan", "ScanMachine": "scan", "RetireAsset": "asset retire", "RestoreAsset": "asset restore", "MergeAssets": "asset merge", "SoftwareChanges": "asset changes", "ConfirmAssets": "asset confirm",
	"AnswerExposure": "asset set", "ImportSBOM": "sbom import", "Import": "import", "Receipts": "receipt", "ReceiptHeads": "receipt", "Receipt": "receipt",
	"Advisories": "advisory list", "Advisory": "advisory show", "Findings": "finding list", "Explain": "finding explain", "WhyNot": "finding explain", "Gaps": "finding gaps", "Gap": "finding explain", "GapCounts": "finding list",
	"IdentityQuestions": "identity ask", "AnswerIdentity": "identity same", "ForgetIdentity": "identity forget", "IdentityRules": "identity list",
	"ExportIdentityRules": "identity export", "ImportIdentityRules": "identity import",
	"Matches": "match list", "MarkMatches": "match mark", "RunMatching": "match run", "MatchRuns": "match runs", "MatchRun": "match news",
	"Relations": "relations", "Tasks": "task list", "Task": "task show", "Claim": "task claim", "Move": "task plan", "SetTasks": "task set", "Approve": "task set",
	"Assign": "task assign", "Note": "task note", "RecordTriage": "task triage", "Triage": "task triage", "ExportTriage": "task triage", "Exceptions": "exception list",
	"Schedule": "plan show", "PlanSettings": "plan settings", "SetCapacity": "plan capacity", "SetWindows": "plan window", "SetFreeze": "plan freeze", "SetEfforts": "plan effort",
	"ExportRunSheet": "plan sheet", "ExportCalendar": "plan calendar",
	"Statistics": "statistics", "Unpatchable": "exception unpatchable", "SetPerson": "person set", "RetirePerson": "person retire", "People": "person list", "ExportEvents": "event list", "EventsFrom": "event list", "HoldsHead": "log verify", "HoldsHeads": "log verify", "PurgeLog": "log purge", "AskApproval": "task set",
	"Readiness": "readiness show", "SetContact": "readiness contact",
	"SplitTask": "task split", "MergeTasks": "task merge", "Attach": "task attachment add", "SaveAttachment": "task attachment save",
	"DecideVEX": "vex decide", "UndoVEX": "vex undo", "VEXDecisions": "vex list", "VEXDocument": "vex export", "ExportVEX": "vex export",
	"Today": "today", "ExportToday": "today", "Status": "status", "Configure": "desk set",
	"ReportData": "report", "ReportPreview": "report", "ExportReport": "report", "Reindex": "reindex", "Renew": "reindex", "Older": "status", "Backup": "backup", "VerifyLog": "log verify",
	"Events": "log list", "OpenSample": "sample",
	"TrustKeys": "trust list", "TrustKey": "trust show", "OfferKeys": "trust offer", "PinKey": "trust pin", "RevokeKey": "trust revoke",
	"Quarantine": "quarantine list", "Quarantined": "quarantine show", "Release": "quarantine release", "AdvisoryOrigin": "advisory show", "Touches": "advisory show", "AssetTasks": "task list",
	"FindAdvisories": "advisory list", "MarkRead": "advisory read", "MarkAllRead": "advisory read", "Comment": "advisory comment", "NotForUs": "advisory not-for-us", "Mark": "advisory show",
	"DeleteAdvisory": "advisory delete", "RestoreAdvisory": "advisory restore", "DeletedAdvisories": "advisory deleted", "RawAdvisory": "advisory show", "AdvisoryCounts": "advisory list", "Revisions": "advisory revisions", "Difference": "advisory diff",
	"Policies": "policy list", "Policy": "policy show", "ImportPolicy": "policy import", "ExportPolicy": "policy export", "UsePolicy": "policy use", "DropPolicy": "policy drop",
	"CheckCSAF": "csaf check", "CSAFFailing": "csaf failing",
	"Payloads": "payload list", "Payload": "payload show", "SavePayload": "payload save", "RemovePayload": "payload remove", "BackupPayloads": "backup",
	"Close": "", "Folder": "", "Copied": "", "Who": "", "Now": "",
}

func parser(t *testing.T) *kong.Kong {
	t.Helper()
	k, err := kong.New(&commands{}, kong.Name("fenceline"), cliVars())
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// paths lists every command by its path.
func paths(node *kong.Node, path string, out map[string]bool) {
	for _, child := range node.Children {
		p := strings.TrimSpace(path + " " + child.Name)
		out[p] = true
		paths(child, p, out)
	}
}

func TestEveryVerbHasACommand(t *testing.T) {
	known := map[string]bool{}
	paths(parser(t).Model.Node, "", known)
	desk := reflect.TypeFor[*workflow.Desk]()
	if desk.NumMethod() < 20 {
		t.Fatalf("only %d verbs found", desk.NumMethod())
	}
	for i := range desk.NumMethod() {
		name := desk.Method(i).Name
		command, ok := verbs[name]
		if !ok {
			t.Errorf("the desk can %s, and no command does it", name)
		}
		if command != "" && !known[command] {
			t.Errorf("%s: there is no command %q", name, command)
		}
	}
}

func TestExamplesAreCommands(t *testing.T) {
	known := map[string]bool{"": true}
	paths(parser(t).Model.Node, "", known)
	for path, lines := range examples {
		if !known[path] {
			t.Errorf("examples of %q: no such command", path)
		}
		for _, line := range lines {
			if !strings.Contains(line, "fenceline") {
				t.Errorf("example %q does not start the program", line)
			}
		}
	}
}

func TestHelpAndUsage(t *testing.T) {
	known := map[string]bool{}
	paths(parser(t).Model.Node, "", known)
	for path := range known {
		var out, errs bytes.Buffer
		code := Run(context.Background(), Env{Stdout: &out, Stderr: &errs}, append(strings.Fields(path), "--help"))
		if code != ExitDone || !strings.Contains(out.String(), "Usage: fenceline "+path) {
			t.Errorf("%s --help ends with %d and says %q", path, code, out.String())
		}
	}
	var out, errs bytes.Buffer
	if code := Run(context.Background(), Env{Stdout: &out, Stderr: &errs}, []string{"task", "show"}); code != ExitUsage || !strings.Contains(errs.String(), "--help") {
		t.Errorf("task show without a number ends with %d: %q", code, errs.String())
	}
}

func TestExitCodes(t *testing.T) {
	for kind, want := range map[domain.Kind]int{domain.Invalid: 4, domain.Unsupported: 4, domain.Untrusted: 4, domain.NotFound: 5, domain.Conflict: 5,
		domain.Busy: 6, domain.Storage: 6, domain.Corrupt: 6, domain.Cancelled: 130, domain.Internal: 1} {
		if got := ExitCode(&domain.Error{Kind: kind}); got != want {
			t.Errorf("%s ends with %d, want %d", kind, got, want)
		}
	}
	if ExitCode(nil) != 0 {
		t.Error("no error must end with 0")
	}
}

func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		var out, errs bytes.Buffer
		if code := Run(context.Background(), Env{Stdout: &out, Stderr: &errs}, []string{"completion", shell}); code != ExitDone {
			t.Fatalf("%s: %d %s", shell, code, errs.String())
		}
		for _, word := range []string{"claim", "explain", "--gate"} {
			if !strings.Contains(out.String(), word) {
				t.Errorf("%s completes no %q", shell, word)
			}
		}
	}
}
