package assess

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/words"
)

// statedOf is what a bulletin says of one product: the versions affected and what is
// advised.
type statedOf struct {
	vendor, product, affected, fixed string
	cpe                              string
	advice                           []domain.Remediation
}

func bulletin(id string, flaw string, all ...statedOf) domain.Advisory {
	a := domain.Advisory{Format: domain.FormatCSAF, Namespace: "https://maker.example", ID: id, Revision: "1",
		Vulnerabilities: []domain.Vulnerability{{ID: flaw}}}
	for i, one := range all {
		ref, mended := fmt.Sprint("p", i), fmt.Sprint("f", i)
		p := domain.Product{Ref: ref, Vendor: one.vendor, Product: one.product}
		s := domain.Statement{Vulnerability: flaw, Product: ref, Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetAll}, Remediations: one.advice}
		if one.affected != "" {
			p.VersionRange, s.Versions = one.affected, domain.VersionSet{Kind: domain.SetVers, Text: one.affected}
		}
		if one.cpe != "" {
			p.CPEs = []string{one.cpe}
		}
		a.Products, a.Statements = append(a.Products, p), append(a.Statements, s)
		if one.fixed != "" {
			a.Products = append(a.Products, domain.Product{Ref: mended, Vendor: one.vendor, Product: one.product, Version: one.fixed})
			a.Statements = append(a.Statements, domain.Statement{Vulnerability: flaw, Product: mended, Status: domain.StatusFixed, Versions: domain.VersionSet{Kind: domain.SetExact, Exact: []string{one.fixed}}})
		}
	}
	return a
}

// security is Microsoft's advice for one build.
func security(build, article string) domain.Remediation {
	url := "https://support.microsoft.com/help/" + article
	return domain.Remediation{Category: "vendor_fix", Details: build + ":Security Update:" + url, URL: url}
}

// premises are a desk planned from advisories and inventories, as both are read.
type premises struct {
	*plans
	known index
}

func (e *premises) has(asset string, c domain.Component) {
	e.assets[asset] = domain.Asset{ID: asset, Name: asset}
	id := asset + "/" + c.Name
	h := held(id, c)
	h.FirstSeen = monday
	e.held[id] = h
}

func (e *premises) windows(asset, caption, build string) {
	c, ok := identity.Windows(caption, build)
	if !ok {
		panic("no such build: " + build)
	}
	e.has(asset, c)
}

// match finds anew what is known of all assets.
func (e *premises) match() {
	e.findings = nil
	for asset := range e.assets {
		var all []domain.Held
		for id, h := range e.held {
			if strings.HasPrefix(id, asset+"/") {
				all = append(all, h)
			}
		}
		e.findings = append(e.findings, Match(MatchInput{Asset: asset, Components: all, Rows: e.known.rows, Group: alone})...)
	}
	slices.SortFunc(e.findings, func(a, b domain.Finding) int { return strings.Compare(a.ID, b.ID) })
}

// lines are the tasks with something to do, as people read them, and on which assets.
func (e *premises) lines() []string {
	var out []string
	for _, t := range e.tasks {
		var on []string
		for _, target := range e.targets {
			if target.Task == t.ID && !target.State.Done() {
				on = append(on, target.Asset)
			}
		}
		slices.Sort(on)
		if len(on) > 0 {
			out = append(out, fmt.Sprintf("%s: %s: %s", words.FixKind(t.Kind), words.Fix(t), strings.Join(on, " ")))
		}
	}
	slices.Sort(out)
	return out
}

func newPremises(advisories ...domain.Advisory) *premises {
	return &premises{newPlans(), indexOf(domain.BadgeHash, advisories...)}
}

func (e *premises) want(t *testing.T, want ...string) {
	t.Helper()
	e.match()
	e.plan()
	if got := e.lines(); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if again := Plan(e.input()); len(again.Tasks)+len(again.Targets)+len(again.Events) > 0 {
		t.Errorf("planning again changes %+v", again)
	}
}

// TestWindowsBuilds: a cumulative update is one task for each branch of builds,
// with the labels of the updates that bring the build; what is superseded is no
// longer among them.
func TestWindowsBuilds(t *testing.T) {
	october := bulletin("CVE-2026-5001", "CVE-2026-5001",
		statedOf{"Microsoft", "Windows 10 Version 22H2", "vers:intdot/<10.0.19045.6456", "10.0.19045.6456", "", []domain.Remediation{security("10.0.19045.6456", "5066791")}},
		statedOf{"Microsoft", "Windows 11 Version 24H2", "vers:intdot/<10.0.26100.6899", "10.0.26100.6899", "", []domain.Remediation{security("10.0.26100.6899", "5066835"), {Category: "vendor_fix", Details: "10.0.26100.6899: hotpatch KB5066793"}}},
		statedOf{"Microsoft", "Windows Server 2022", "vers:intdot/<10.0.20348.4294", "10.0.20348.4294", "", []domain.Remediation{security("10.0.20348.4294", "5066782")}})
	second := bulletin("CVE-2026-5002", "CVE-2026-5002",
		statedOf{"Microsoft", "Windows 10 Version 22H2", "vers:intdot/<10.0.19045.6456", "10.0.19045.6456", "", []domain.Remediation{security("10.0.19045.6456", "5066791")}})
	e := newPremises(october, second)
	e.windows("WS-1", "Microsoft Windows 10 Pro", "10.0.19045.6332")
	e.windows("WS-2", "Microsoft Windows 10 Pro", "10.0.19045.5131")
	e.windows("WS-3", "Microsoft Windows 11 Enterprise", "10.0.26100.4946")
	e.windows("WS-4", "Microsoft Windows 11 Enterprise", "10.0.26100.6899")
	e.windows("SRV-1", "Microsoft Windows Server 2022 Standard", "10.0.20348.4171")
	e.want(t,
		"Windows update: Update Windows 10 Version 22H2 to build 10.0.19045.6456 (KB5066791): WS-1 WS-2",
		"Windows update: Update Windows 11 Version 24H2 to build 10.0.26100.6899 (any of KB5066793, KB5066835): WS-3",
		"Windows update: Update Windows Server 2022 to build 10.0.20348.4294 (KB5066782): SRV-1")
	for _, task := range e.tasks {
		if branch, _ := buildBranch(task.Version); task.Branch != branch {
			t.Errorf("%s has branch %q", task.Version, task.Branch)
		}
	}

	// November's holds October's: the tasks nobody began are raised.
	e.known.add(domain.BadgeHash, bulletin("CVE-2026-5003", "CVE-2026-5003",
		statedOf{"Microsoft", "Windows 10 Version 22H2", "vers:intdot/<10.0.19045.6575", "10.0.19045.6575", "", []domain.Remediation{security("10.0.19045.6575", "5068781")}}))
	e.want(t,
		"Windows update: Update Windows 10 Version 22H2 to build 10.0.19045.6575 (KB5068781): WS-1 WS-2",
		"Windows update: Update Windows 11 Version 24H2 to build 10.0.26100.6899 (any of KB5066793, KB5066835): WS-3",
		"Windows update: Update Windows Server 2022 to build 10.0.20348.4294 (KB5066782): SRV-1")

	// One machine takes October's only; the other both.
	e.windows("WS-1", "Microsoft Windows 10 Pro", "10.0.19045.6456")
	e.windows("WS-2", "Microsoft Windows 10 Pro", "10.0.19045.6575")
	e.now, e.snapshot, e.taken = monday.Add(48*time.Hour), "s2", monday.Add(48*time.Hour)
	e.want(t,
		"Windows update: Update Windows 10 Version 22H2 to build 10.0.19045.6575 (KB5068781): WS-1",
		"Windows update: Update Windows 11 Version 24H2 to build 10.0.26100.6899 (any of KB5066793, KB5066835): WS-3",
		"Windows update: Update Windows Server 2022 to build 10.0.20348.4294 (KB5066782): SRV-1")
}

// TestWindowsWithoutABuild: Microsoft's advice may name the update and no build.
func TestWindowsWithoutABuild(t *testing.T) {
	e := newPremises(bulletin("A", "CVE-2026-5004",
		statedOf{"Microsoft", "Windows Server 2012 R2", "", "", "", []domain.Remediation{{Category: "vendor_fix", Details: "Monthly Rollup", URL: "https://catalog.update.microsoft.com/v7/site/Search.aspx?q=KB5066873"},
			{Category: "vendor_fix", URL: "https://support.microsoft.com/en-us/kb/5066874"}, {Category: "workaround", Details: "until then as in KB1234567"}}}))
	e.windows("SRV-1", "Microsoft Windows Server 2012 R2", "6.3.9600")
	e.want(t, "Windows update: Update Windows Server 2012 R2 as Microsoft advises (any of KB5066873, KB5066874): SRV-1")
}

// TestEachKind: firmware by a device's own field and by its CPE, what an
// application needs, a mitigation where there is no fix, and watching.
func TestEachKind(t *testing.T) {
	e := newPremises(
		bulletin("PUMP", "CVE-2026-6001", statedOf{"Meridian", "LVP-8", "vers:intdot/<3.8.1", "3.8.1", "", []domain.Remediation{{Category: "vendor_fix", Details: "Firmware 3.8.1"}}}),
		bulletin("PLC", "CVE-2026-6002", statedOf{"Siemens", "SIMATIC S7-1500 Firmware", "vers:intdot/<2.9.7", "2.9.7", "", nil}),
		bulletin("APP", "CVE-2026-6003", statedOf{"Acme", "Chart Viewer", "vers:intdot/<7.2", "7.2", "", nil}),
		bulletin("OLD", "CVE-2026-6004", statedOf{"Acme", "Ledger", "", "", "", []domain.Remediation{{Category: "no_fix_planned"}, {Category: "mitigation", Details: "Block port 9100"}}}),
		bulletin("NEW", "CVE-2026-6005", statedOf{"Acme", "Kiosk", "", "", "", []domain.Remediation{{Category: "none_available"}}}),
		bulletin("GW", "CVE-2026-6006", statedOf{"Acme", "Gateway", "", "", "", []domain.Remediation{{Category: "vendor_fix", Details: "Ask the maker"}}}))
	e.has("PUMP-01", domain.Component{Name: "LVP-8", Vendor: "Meridian", Version: "3.7.2", Type: "device"})
	e.has("PUMP-02", domain.Component{Name: "LVP-8", Vendor: "Meridian", Version: "3.8.0", Type: "device"})
	e.has("PLC-01", domain.Component{Name: "SIMATIC S7-1500 Firmware", Vendor: "Siemens", Version: "2.9.4", CPEs: []string{"cpe:2.3:o:siemens:simatic_s7-1500_firmware:2.9.4:*:*:*:*:*:*:*"}})
	e.has("WS-1", domain.Component{Name: "Chart Viewer", Vendor: "Acme", Version: "7.1", Type: "application"})
	e.has("WS-2", domain.Component{Name: "Ledger", Vendor: "Acme", Version: "4", Type: "application"})
	e.has("WS-3", domain.Component{Name: "Kiosk", Vendor: "Acme", Version: "4", Type: "application"})
	e.has("NET-1", domain.Component{Name: "Gateway", Vendor: "Acme", Version: "4", Type: "firmware"})
	want := []string{
		"Firmware: Update the firmware of Gateway as the vendor advises: NET-1",
		"Firmware: Update the firmware of LVP-8 to 3.8.1: PUMP-01 PUMP-02",
		"Firmware: Update the firmware of SIMATIC S7-1500 Firmware to 2.9.7: PLC-01",
		"Mitigation: Mitigate Ledger: WS-2",
		"Update: Update Chart Viewer to 7.2: WS-1",
		"Watch: Watch Kiosk: no fix exists yet: WS-3",
	}
	e.want(t, want...)

	// A fix comes out for what was watched: the update takes the target over.
	e.known.add(domain.BadgeHash, bulletin("NEW-2", "CVE-2026-6005", statedOf{"Acme", "Kiosk", "vers:intdot/<5", "5", "", nil}))
	want[5] = "Update: Update Kiosk to 5: WS-3"
	e.want(t, want...)
}

// TestKindOfOlderTasks: tasks made before updates were told apart become what they
// are, and keep their number.
func TestKindOfOlderTasks(t *testing.T) {
	e := newPremises(bulletin("A", "CVE-2026-5001", statedOf{"Microsoft", "Windows 10 Version 22H2", "vers:intdot/<10.0.19045.6456", "10.0.19045.6456", "", []domain.Remediation{security("10.0.19045.6456", "5066791")}}))
	e.windows("WS-1", "Microsoft Windows 10 Pro", "10.0.19045.6332")
	e.match()
	e.plan()
	e.tasks[0].Kind, e.tasks[0].Branch, e.tasks[0].Updates = domain.FixUpdate, "10.0", nil
	e.windows("WS-2", "Microsoft Windows 10 Pro", "10.0.19045.6332")
	e.want(t, "Windows update: Update Windows 10 Version 22H2 to build 10.0.19045.6456 (KB5066791): WS-1 WS-2")
}
