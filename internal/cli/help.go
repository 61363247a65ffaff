package cli

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"fenceline/internal/domain"
	"fenceline/internal/workflow"
)

// examples are shown at the end of a command's help, by the command's path.
var examples = map[string][]string{
	"": {
		"fenceline asset add PORTAL-01 --kind server --exposed yes",
		"fenceline asset import computers.csv --dry-run",
		"fenceline sbom import --asset PORTAL-01 portal.cdx.json",
		"fenceline import E:\\advisories",
		"fenceline today",
		"fenceline report report.html",
	},
	"statistics":           {"fenceline statistics", "fenceline --json statistics"},
	"import":               {"fenceline import ./bundle", "fenceline import advisories.zip kev.json --all", "fenceline import --json ./bundle > receipt.json"},
	"asset add":            {"fenceline asset add PUMP-01 --kind \"medical device\" --manufacturer Meridian --model LVP-8 --firmware 3.7.2", "fenceline asset add WS-014 --exposed no --criticality low"},
	"asset show":           {"fenceline asset show PORTAL-01 --software"},
	"asset list":           {"fenceline asset list", "fenceline asset list --columns name,serial,os-build,ip", "fenceline asset list --unknown", "fenceline --json asset list"},
	"asset import":         {"fenceline asset import computers.csv --dry-run", "fenceline asset import computers.xlsx --map \"Bldg=location\" --dates mdy"},
	"task import":          {"fenceline task import tickets.csv --dry-run", "fenceline task import poam.xlsx --map \"Weakness=about\" --state \"Waiting for parts=blocked\" --dates mdy"},
	"exception import":     {"fenceline exception import exceptions.csv --control \"own network segment\" --dates mdy"},
	"asset merge":          {"fenceline asset merge WS-014 WS-014.corp.example"},
	"asset retire":         {"fenceline asset retire WS-003 WS-004"},
	"asset restore":        {"fenceline asset restore WS-003"},
	"asset set":            {"fenceline asset set WS-014 WS-015 WS-016 --window-group second --criticality low", "fenceline asset set PORTAL-01 --exposed yes --next-upgrade 2027-01-15", "fenceline asset set PUMP-01 --firmware 3.8.1"},
	"inventory import":     {"fenceline inventory import --asset WS-014 winget.json", "fenceline inventory import E:\\lists --create", "fenceline inventory import --asset DB-02 --os debian:12 dpkg.txt"},
	"inventory rules":      {"fenceline inventory rules", "fenceline inventory rules --json"},
	"inventory forget":     {"fenceline inventory forget 7XKQ2M4A"},
	"collect":              {"fenceline collect --out E:\\lists", "fenceline collect --out /media/stick/lists --root /mnt/other", "fenceline collect --out E:\\lists --folder D:\\apps"},
	"fetch csaf":           {"fenceline fetch csaf example.org --out E:\\bundle", "fenceline fetch csaf https://example.org/.well-known/csaf/provider-metadata.json --out bundle --since 2026-11-01 --import", "fenceline fetch csaf example.org --out bundle --proxy http://proxy.example.org:3128 --rate 2"},
	"fetch kev":            {"fenceline fetch kev --out /media/stick/bundle", "fenceline fetch kev --out bundle --import"},
	"fetch osv":            {"fenceline fetch osv Debian PyPI --out bundle --pack bundle.zip"},
	"fetch url":            {"fenceline fetch url https://www.example.org/advisories/acme-2026-001.json --out bundle"},
	"scan":                 {"fenceline scan", "fenceline scan /opt/pacs --asset PACS-01", "fenceline scan D:\\apps --asset SRV-02 --exclude cache --exclude \"**/*.iso\"", "fenceline scan /opt/pacs --out /media/stick"},
	"sbom import":          {"fenceline sbom import --asset PORTAL-01 portal.cdx.json", "fenceline sbom import --asset PACS-01 --slot firmware firmware.spdx"},
	"compact":              {"fenceline compact"},
	"advisory list":        {"fenceline advisory list", "fenceline advisory list tomcat is:unread", "fenceline advisory list vendor:siemens \"cvss>=7\" --sort cvss --reverse", "fenceline advisory list role:tool \"modified>=2026-06-01\" !is:read"},
	"advisory read":        {"fenceline advisory read VX-2026-001", "fenceline advisory read --all"},
	"advisory comment":     {"fenceline advisory comment VX-2026-001 \"asked the vendor about model 7\""},
	"advisory not-for-us":  {"fenceline advisory not-for-us VX-2026-002 --reason \"we have none of these\""},
	"advisory delete":      {"fenceline advisory delete VX-2026-003 --reason \"sent by mistake\""},
	"advisory diff":        {"fenceline advisory diff VX-2026-001", "fenceline advisory diff VX-2026-001 1.0.0 2.0.0"},
	"advisory show":        {"fenceline advisory show CVE-2026-90001"},
	"csaf validate":        {"fenceline csaf validate advisory.json", "fenceline csaf validate --json ./advisories > verdicts.jsonl", "fenceline csaf validate --quiet advisories.zip   (exit code 4 when some document is invalid)"},
	"finding list":         {"fenceline finding list --verdict affected", "fenceline finding list --asset PORTAL-01"},
	"relations":            {"fenceline relations T-9", "fenceline relations CVE-2026-90002 --json"},
	"finding explain":      {"fenceline finding explain 3f2a91c07d5b", "fenceline finding explain --asset PORTAL-01 --advisory CVE-2026-90001   (why, or why not)"},
	"identity ask":         {"fenceline identity ask"},
	"identity same":        {"fenceline identity same \"vp/acme/gate server\" name/gate --reason \"the vendor says so\""},
	"identity other":       {"fenceline identity other name/portal name/portal"},
	"identity export":      {"fenceline identity export answers.json"},
	"match list":           {"fenceline match list --advisory ACME-2026-001", "fenceline match list --by component --asset PORTAL-01 --confidence certain", "fenceline match list --by sbom --status not-remediated"},
	"match mark":           {"fenceline match mark in-progress --advisory ACME-2026-001 --asset PORTAL-01", "fenceline match mark done --advisory ACME-2026-001 --vulnerability CVE-2026-90001 --all"},
	"match run":            {"fenceline match run --advisory ACME-2026-001 --advisory ACME-2026-002", "fenceline match run --asset PORTAL-01 --confidence name-only"},
	"match runs":           {"fenceline match runs"},
	"match news":           {"fenceline match news", "fenceline --json match news 01K"},
	"task list":            {"fenceline task list", "fenceline task list --gate   (exit code 7 when something is overdue)"},
	"task show":            {"fenceline task show T-1"},
	"task claim":           {"fenceline task claim T-1 --asset PORTAL-01 --note \"change 4711\""},
	"task plan":            {"fenceline task plan T-1 T-4 --week 2026-W49 --reason \"with the monthly restart\"", "fenceline task plan T-1 --asset PORTAL-01 --date 2026-11-27"},
	"task start":           {"fenceline task start T-1"},
	"task installed":       {"fenceline task installed T-3 --asset WS-002 --reason \"restart tonight\""},
	"task restarted":       {"fenceline task restarted T-3 --asset WS-002"},
	"task block":           {"fenceline task block T-5 --reason \"vendor must be present\""},
	"task not-applicable":  {"fenceline task not-applicable T-7 --asset PUMP-01 --reason \"the module is not installed\""},
	"task reopen":          {"fenceline task reopen T-7 --reason \"found on a second disk\""},
	"task assign":          {"fenceline task assign T-1 --to R.T.", "fenceline task assign T-1 --asset PORTAL-01 --to J.M."},
	"task note":            {"fenceline task note T-1 --text \"the vendor called back\""},
	"task set":             {"fenceline task set T-1 --change CHG-4711 --effort 45m --approve"},
	"task triage":          {"fenceline task triage T-1", "fenceline task triage T-1 --scope \"PORTAL-01 alone\"", "fenceline task triage T-1 --decision no-evidence --note \"logs of a month\"", "fenceline task triage T-1 --sheet triage.html"},
	"exception grant":      {"fenceline exception grant T-5 --asset PUMP-01 --reason \"no patch for this model\" --approver \"B.K., director\" --control \"own network segment\" --end 2027-03-31"},
	"exception end":        {"fenceline exception end T-5 --reason \"the vendor has a fix\""},
	"exception list":       {"fenceline exception list --all"},
	"task split":           {"fenceline task split T-1 --asset PUMP-01 --reason \"the vendor does it\""},
	"task merge":           {"fenceline task merge T-5 --into T-1 --reason \"one window for both\""},
	"task attachment add":  {"fenceline task attachment add installer.log T-1 --note \"exit code 0\""},
	"task attachment save": {"fenceline task attachment save T-1 A-1 installer.log"},
	"vex decide":           {"fenceline vex decide CVE-2026-90001 --asset PORTAL-01 --status not-affected --justification vulnerable_code_not_in_execute_path --reason \"module is switched off\"", "fenceline vex decide CVE-2026-90001 --component lodash --everywhere --status affected --action \"block the port\" --reason \"seen in a test\""},
	"vex undo":             {"fenceline vex undo V-1 --reason \"the module is needed again\""},
	"vex list":             {"fenceline vex list --all"},
	"vex export":           {"fenceline vex export --audience examiner own.openvex.json", "fenceline vex export --format csaf --audience provider own.csaf.json"},
	"plan show":            {"fenceline plan show", "fenceline plan show --capacity 12h   (what if)"},
	"plan capacity":        {"fenceline plan capacity 6h", "fenceline plan capacity 2h --who R.T.", "fenceline plan capacity 0h --week 2026-W52"},
	"plan window":          {"fenceline plan window wards \"Sun 02:00-05:00\" \"2nd Tue 22:00-02:00\"", "fenceline asset set PUMP-01 --window-group wards"},
	"plan freeze":          {"fenceline plan freeze 2026-12-21 2027-01-03 --reason holidays"},
	"plan effort":          {"fenceline plan effort --target 30m --restart 15m"},
	"plan move":            {"fenceline plan move T-7 --week 2026-W50", "fenceline plan move T-7   (the planner chooses again)"},
	"plan sheet":           {"fenceline plan sheet --week 2026-W49 run.html"},
	"plan calendar":        {"fenceline plan calendar plan.ics"},
	"person set":           {"fenceline person set \"B.K., director\" --role approve --passphrase-file -", "fenceline person set R.T. --role edit"},
	"event list":           {"fenceline event list --jsonl > events.jsonl", "fenceline event list --about T-4"},
	"log head":             {"fenceline log head >> heads.txt"},
	"log export":           {"fenceline log export log.jsonl", "fenceline log verify --lines log.jsonl   (anyone can, without the desk)"},
	"log purge":            {"fenceline log purge --dry-run", "fenceline log purge --reason \"six years are over\""},
	"log verify":           {"fenceline log verify --heads report.html --heads heads.txt", "fenceline log verify --head 120:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
	"policy show":          {"fenceline policy show bod-26-04 --csv"},
	"policy use":           {"fenceline policy use by-severity", "fenceline policy use ours --group wards", "fenceline policy use --group wards   (the desk's own again)"},
	"policy import":        {"fenceline policy import ours.json", "fenceline policy import ours.csv --name ours --policy-version 1.0"},
	"policy export":        {"fenceline policy export bod-26-04 ours.json   (to change and import under another name)"},
	"policy drop":          {"fenceline policy drop ours"},
	"policy due":           {"fenceline policy due --tsv facts.tsv"},
	"version check":        {"fenceline version check csaf_range \"All versions < V5.1 SP1 HF8\" \"V5.1 SP1\"", "fenceline version check --tsv readings.tsv"},
	"report":               {"fenceline report report.html", "fenceline report --audience examiner lines.csv"},
	"csaf check":           {"fenceline csaf check"},
	"csaf failing":         {"fenceline csaf failing"},
	"payload list":         {"fenceline payload list"},
	"payload show":         {"fenceline payload show pump-2.4.1.msi"},
	"payload save":         {"fenceline payload save 3f7a91c20b44 /media/stick"},
	"payload remove":       {"fenceline payload remove pump-2.4.1.msi --reason \"rolled out\""},
	"backup":               {"fenceline backup desk-2026-11-24.backup"},
	"restore":              {"fenceline restore --verify desk-2026-11-24.backup", "fenceline restore desk-2026-11-24.backup"},
	"readiness show":       {"fenceline readiness", "fenceline --json readiness"},
	"readiness contact":    {"fenceline readiness contact cisa --name \"CISA, report an incident\" --phone \"(as on cisa.gov/report)\"", "fenceline readiness contact insurer --name \"Harbour Mutual\" --phone 555-0142 --note \"policy 88-1\""},
	"help":                 {"fenceline help import", "fenceline help task claim"},
	"completion":           {"source <(fenceline completion bash)"},
	"desk set":             {"fenceline desk set --operator \"Cedar Hollow Hospital\" --zone America/Chicago"},
	"sample":               {"fenceline --data ./sample-desk sample --report sample.html"},
	"trust list":           {"fenceline trust list"},
	"trust offer":          {"fenceline trust offer publisher-key.asc"},
	"trust show":           {"fenceline trust show 1A2B3C4D5E6F7081"},
	"trust pin":            {"fenceline trust pin \"1A2B 3C4D ... (all of it)\" --namespace https://www.example.org", "fenceline trust pin FINGERPRINT --namespace '*'   (a distributor who signs for others)"},
	"trust revoke":         {"fenceline trust revoke 1A2B3C4D5E6F7081 --reason \"their letter of 3 November\""},
	"quarantine list":      {"fenceline quarantine list", "fenceline --json quarantine list --all"},
	"quarantine show":      {"fenceline quarantine show 3fa9c1", "fenceline quarantine show 3fa9c1 --out held.json   (the exact bytes)"},
	"quarantine release":   {"fenceline quarantine release 3fa9c1 --reason \"the publisher confirmed by telephone\""},
}

// cliVars are the values that the command line's help and choices are filled with.
func cliVars() kong.Vars {
	return kong.Vars{"csaf_presets": strings.Join(workflow.CSAFPresets(), ","), "justifications": strings.Join(domain.Justifications(), ", ")}
}

type helpCmd struct {
	Command []string `arg:"" optional:"" help:"The command: import, or task claim."`
}

// Run prints what --help behind the command prints.
func (c *helpCmd) Run(r *run) error {
	r.code = Run(r.ctx, r.env, append(c.Command, "--help"))
	return nil
}

// helpWithExamples prints kong's help, examples, and for the whole program the
// exit codes.
func helpWithExamples(options kong.HelpOptions, ctx *kong.Context) error {
	if err := kong.DefaultHelpPrinter(options, ctx); err != nil {
		return err
	}
	path := ""
	if node := ctx.Selected(); node != nil {
		path = strings.TrimPrefix(strings.TrimPrefix(node.FullPath(), "fenceline"), " ")
	}
	if lines := examples[path]; len(lines) > 0 {
		fmt.Fprintln(ctx.Stdout, "\nExamples:")
		for _, line := range lines {
			fmt.Fprintf(ctx.Stdout, "  %s\n", line)
		}
	}
	if path == "" {
		fmt.Fprintln(ctx.Stdout, "\nExit codes: 0 done; 1 a fault of the program; 2 wrong usage; 3 done, but some files were rejected or")
		fmt.Fprintln(ctx.Stdout, "matching is pending; 4 input refused; 5 no such thing, or not allowed now; 6 desk open elsewhere or disk")
		fmt.Fprintln(ctx.Stdout, "trouble; 7 something is overdue (task list --gate); 8 no window here; 9 no network or no answer; 130 stopped.")
	}
	return nil
}
