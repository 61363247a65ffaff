package ui

import (
	"context"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
)

// What the settings and the readiness of these tests answer.

func (f *fixture) Configure(_ context.Context, edit func(*domain.Desk)) error {
	if f.err == nil {
		edit(&f.status.Desk)
	}
	return f.err
}

func (f *fixture) People(context.Context, bool) ([]domain.PersonView, error) {
	return f.people, f.err
}

func (f *fixture) SetPerson(_ context.Context, name string, role domain.Role, secret *string) error {
	f.people = append(f.people, domain.PersonView{Name: name, Role: role, Passphrase: secret != nil && *secret != ""})
	return f.err
}

func (f *fixture) RetirePerson(context.Context, string) error { return f.err }

func (f *fixture) TrustKeys(context.Context) ([]domain.TrustKey, error) { return f.keys, f.err }

func (f *fixture) OfferKeys(context.Context, string) ([]domain.TrustKey, error) {
	return f.keys, f.err
}

func (f *fixture) PinKey(_ context.Context, fingerprint string, namespaces []string) (domain.TrustKey, error) {
	for i := range f.keys {
		if f.keys[i].Fingerprint == fingerprint {
			f.keys[i].State, f.keys[i].Namespaces, f.keys[i].By = domain.KeyPinned, namespaces, "J.M."
		}
	}
	return domain.TrustKey{}, f.err
}

func (f *fixture) RevokeKey(context.Context, string, string) (domain.TrustKey, error) {
	return domain.TrustKey{}, f.err
}

func (f *fixture) VerifyLog(context.Context) (domain.LogHead, error) { return f.status.Log, f.err }

func (f *fixture) BackUp(ctx context.Context, path string) (screen.BackupFacts, error) {
	return f.CheckBackup(ctx, path)
}

func (f *fixture) CheckBackup(_ context.Context, path string) (screen.BackupFacts, error) {
	return screen.BackupFacts{Path: path, Operator: f.status.Desk.Operator, Assets: 52, Log: domain.LogHead{Seq: 18390, Hash: "7f3a9c1e"}, Sealed: true}, f.err
}

func (f *fixture) Readiness(context.Context) (domain.Readiness, error) { return f.ready, f.err }

func (f *fixture) SetContact(_ context.Context, c domain.Contact) error {
	for i := range f.ready.Contacts {
		if f.ready.Contacts[i].Role == c.Role {
			f.ready.Contacts[i] = c
		}
	}
	f.ready.At = f.ready.At.Add(1)
	return f.err
}

// settled fills in what the settings of Cedar Hollow hold.
func (f *fixture) settled() *fixture {
	f.people = []domain.PersonView{
		{Name: "B.K., director", Role: domain.RoleApprove, Passphrase: true, Created: at(3, 3, 9, 0)},
		{Name: "J.M.", Role: domain.RoleEdit, Passphrase: true, Created: at(3, 3, 9, 5)},
		{Name: "R.T.", Role: domain.RoleRead, Created: at(9, 14, 11, 0)},
	}
	f.keys = []domain.TrustKey{
		{Fingerprint: "8A21F0C4D6E3B59752C0448D1E9AF37B60D25C1E", Sort: "openpgp", State: domain.KeyOffered, Owners: []string{"Palisade product security <psirt@palisade.example>"}, Algorithm: "Ed25519",
			Created: at(1, 5, 9, 0), Named: []string{"https://psirt.palisade.example"}, File: "stick/palisade/key.asc", Since: at(11, 24, 15, 5)},
		{Fingerprint: "41D0B7726F1A93CE5508E1C29D3B7F4460A8C15D", Sort: "openpgp", State: domain.KeyPinned, Owners: []string{"Clearinghouse advisories"}, Algorithm: "RSA 4096",
			Created: at(6, 2, 9, 0), Namespaces: []string{"https://clearinghouse.example"}, File: "stick/clearinghouse.asc", Since: at(9, 14, 11, 20), By: "B.K., director"},
		{Fingerprint: "C93E5510AB27D4F86E01B3CC7749F20D15A6E88B", Sort: "openpgp", State: domain.KeyRevoked, Owners: []string{"Corelane advisories 2024"}, Algorithm: "RSA 2048",
			Created: at(1, 9, 9, 0), Since: at(10, 2, 10, 0), By: "B.K., director", Reason: "their letter of 1 October"},
	}
	f.aside = inQuarantine()
	check := func(code domain.Code, g domain.CheckGroup, m domain.CheckMark, have, of int, place, id string) domain.ReadinessCheck {
		return domain.ReadinessCheck{Code: code, Group: g, Mark: m, Have: have, Of: of, Evidence: domain.Place{Screen: place, ID: id}}
	}
	dated := func(c domain.ReadinessCheck, month, day int) domain.ReadinessCheck {
		c.At = at(month, day, 9, 0)
		return c
	}
	f.ready = domain.Readiness{At: now, Operator: "Cedar Hollow Hospital", Zone: "America/Chicago", Checks: []domain.ReadinessCheck{
		check("ready_operator", domain.GroupKnow, domain.CheckMet, 0, 0, "settings", "desk"),
		check("ready_assets", domain.GroupKnow, domain.CheckMet, 52, 0, "assets", ""),
		check("ready_software", domain.GroupKnow, domain.CheckGap, 41, 52, "assets", domain.OnlyWithoutSoftware),
		check("ready_inventories", domain.GroupKnow, domain.CheckGap, 39, 52, "assets", domain.OnlyThings),
		check("ready_exposure", domain.GroupKnow, domain.CheckGap, 45, 52, "assets", domain.OnlyExposureOpen),
		check("ready_importance", domain.GroupKnow, domain.CheckMet, 52, 52, "assets", ""),
		dated(check("ready_confirmed", domain.GroupKnow, domain.CheckMet, 10, 0, "assets", domain.OnlyConfirm), 11, 14),
		dated(check("ready_confirmed_yearly", domain.GroupKnow, domain.CheckGap, 314, 0, "assets", domain.OnlyConfirmYearly), 1, 14),
		dated(check("ready_advisories", domain.GroupRead, domain.CheckMet, 0, 0, "imports", ""), 11, 24),
		check("ready_kev", domain.GroupRead, domain.CheckUnknown, 0, 0, "imports", ""),
		check("ready_sources", domain.GroupRead, domain.CheckGap, 9412, 9870, "today", ""),
		check("ready_keys", domain.GroupRead, domain.CheckMet, 1, 3, "settings", "keys"),
		check("ready_quarantine", domain.GroupRead, domain.CheckGap, 1, 0, "imports", "quarantine"),
		check("ready_overdue", domain.GroupAct, domain.CheckGap, 1, 65, "tasks", domain.OnlyOverdue),
		check("ready_owners", domain.GroupAct, domain.CheckGap, 8, 12, "tasks", domain.OnlyWithoutOwner),
		check("ready_exceptions", domain.GroupAct, domain.CheckMet, 0, 2, "tasks", domain.OnlyExceptions),
		dated(check("ready_backup", domain.GroupRecover, domain.CheckGap, 19, 0, "settings", "backup"), 11, 5),
		check("ready_log", domain.GroupRecover, domain.CheckMet, 18402, 0, "settings", "log"),
		check("ready_contacts", domain.GroupRecover, domain.CheckGap, 2, 4, "readiness", "contacts"),
	}, Contacts: []domain.Contact{
		{Role: domain.ContactCISA, Name: "CISA, report an incident", Phone: "555-0100", Mail: "report@cisa.example", Changed: at(9, 14, 11, 0), By: "J.M."},
		{Role: domain.ContactISAC},
		{Role: domain.ContactVendor, Name: "Meridian, on-site service", Phone: "555-0117", Note: "Contract 4471-B, weekdays 07:00 to 19:00", Changed: at(9, 14, 11, 5), By: "J.M."},
		{Role: domain.ContactInsurer},
	}}
	for i := range f.ready.Checks {
		if e := &f.ready.Checks[i].Evidence; e.ID == domain.OnlyThings {
			for _, a := range f.assets[:13] {
				e.Things = append(e.Things, a.ID)
			}
		}
	}
	return f
}

func (f *fixture) Drives(context.Context) ([]domain.Drive, error) { return f.drives, nil }

func (f *fixture) Recognise(_ context.Context, paths []string) (domain.Guess, error) {
	switch {
	case strings.HasSuffix(paths[0], ".cdx.json"):
		return domain.Guess{Kind: domain.GuessSBOM, Files: 1, Formats: map[domain.Format]int{domain.FormatCycloneDX: 1}}, f.err
	case strings.HasSuffix(paths[0], ".csv"):
		return domain.Guess{Kind: domain.GuessAssets, Files: 1}, f.err
	}
	return domain.Guess{Kind: domain.GuessAdvisories, Files: 92, Formats: map[domain.Format]int{domain.FormatCSAF: 41, domain.FormatCVE: 50, domain.FormatHash: 41}}, f.err
}

func (f *fixture) Renew(context.Context, func(domain.Progress)) error { return f.err }

func (f *fixture) CheckCSAF(context.Context, func(domain.Progress)) (domain.CSAFChecked, error) {
	return domain.CSAFChecked{Standing: f.csaf}, f.err
}

func (f *fixture) CSAFFailing(context.Context) (domain.CSAFChecked, error) {
	return domain.CSAFChecked{Standing: f.csaf}, f.err
}

func (f *fixture) Quarantine(context.Context, bool) ([]domain.QuarantineItem, error) {
	return f.aside, f.err
}

func (f *fixture) Release(context.Context, string, string) (domain.Receipt, error) {
	f.aside = nil
	return f.receipts[0], f.err
}

func (f *fixture) TakeAssets(_ context.Context, _ string, o screen.ListOptions) (domain.AssetReceipt, error) {
	return domain.AssetReceipt{Source: "computers.csv", Format: domain.FormatAssetList, DryRun: o.DryRun, Tool: "Snipe-IT",
		Columns: []domain.ListColumn{{Header: "Asset Name", Field: "name"}, {Header: "Serial", Field: "serial"}, {Header: "Bldg", Field: "location", Given: true}, {Header: "Cost Center"}, {Header: "Warranty Expires", Field: "support-end"}},
		Rows:    5, Created: 2, Updated: 1, Unchanged: 1, Refused: 1,
		Lines: []domain.AssetLine{
			{Line: 2, Name: "WS-021", Outcome: domain.RowCreated, Changes: []domain.FactChange{{Field: "name", After: "WS-021"}, {Field: "serial", After: "5CG1234ABC"}, {Field: "location", After: "Front desk"}}},
			{Line: 3, Name: "WS-022", Outcome: domain.RowCreated, Changes: []domain.FactChange{{Field: "serial", After: "5CG1234ABD"}}},
			{Line: 4, Name: "PORTAL-01", Outcome: domain.RowUpdated, Changes: []domain.FactChange{{Field: "location", Before: "Server room", After: "Server room B"}, {Field: "support-end", After: "2029-06-30"}}},
			{Line: 5, Name: "PACS-SRV-01", Outcome: domain.RowUnchanged},
			{Line: 6, Outcome: domain.RowRefused, Reason: "Nothing in the row names an asset.", Error: &domain.Error{Kind: domain.Invalid, Code: "row_nameless"}},
		}}, f.err
}

func (f *fixture) TakeTickets(_ context.Context, _ string, o screen.ListOptions) (domain.TicketReceipt, error) {
	return domain.TicketReceipt{Source: "tickets.csv", DryRun: o.DryRun, Tool: "ServiceNow",
		Columns: []domain.ListColumn{{Header: "Number", Field: "ticket"}, {Header: "Short description", Field: "summary"}, {Header: "CMDB CI", Field: "asset"}, {Header: "State", Field: "state"}, {Header: "Who", Field: "owner", Given: true}, {Header: "Cost"}},
		States:  map[string]string{"Parked": "blocked"}, Unknown: []string{"Sent to vendor"},
		Rows: 5, Taken: 2, Unchanged: 1, Unmatched: 1, Refused: 1, Targets: 3, Granted: 1,
		Warnings: []domain.Warning{{Code: "ticket_columns_unread", Params: domain.Params{"columns": "Cost", "count": "1"}}},
		Lines: []domain.TicketLine{
			{Line: 2, Name: "CHG0031", Asset: "PORTAL-01", Outcome: domain.RowTaken, Steps: []domain.TicketStep{
				{Task: "T-14", Asset: "a-1", AssetName: "PORTAL-01", From: domain.StateOpen, To: domain.StatePlanned, Person: "D.O."},
				{Task: "T-14", Asset: "a-2", AssetName: "PACS-SRV-01", From: domain.StateOpen, To: domain.StatePlanned, Person: "D.O."}}},
			{Line: 3, Name: "CHG0032", Asset: "WS-014", Outcome: domain.RowTaken, Steps: []domain.TicketStep{{Task: "T-15", Asset: "a-3", AssetName: "WS-014", From: domain.StateOpen, To: domain.StateException}}},
			{Line: 4, Name: "CHG0033", Asset: "WS-015", Outcome: domain.RowUnchanged},
			{Line: 5, Name: "CHG0034", Asset: "LAB-77", Outcome: domain.RowUnmatched, Reason: "The desk has no asset LAB-77.", Error: &domain.Error{Kind: domain.NotFound, Code: "ticket_no_asset", Params: domain.Params{"asset": "LAB-77"}}},
			{Line: 6, Name: "CHG0035", Outcome: domain.RowRefused, Reason: "The row names no flaw, update or task.", Error: &domain.Error{Kind: domain.Invalid, Code: "ticket_about_nothing"}},
		}}, f.err
}

func (f *fixture) AssetRules(context.Context) ([]domain.AssetRule, error) {
	if len(f.assets) == 0 {
		return nil, f.err
	}
	return f.rules(), f.err
}

func (f *fixture) rules() []domain.AssetRule {
	return []domain.AssetRule{
		{ID: "01A", Asset: "a-LAB-IF-01", Name: "LAB-IF-01", Signs: []domain.AssetSign{{By: domain.SignFile, Value: "lab interface packages"}}, File: "lab interface packages 2026-11-19.txt", By: "J.M.", At: at(11, 19, 10, 12)},
		{ID: "01B", Asset: "a-PACS-SRV-01", Name: "PACS-SRV-01", Signs: []domain.AssetSign{{By: domain.SignSerial, Value: "5CG2401XKT"}, {By: domain.SignName, Value: "desktop-8f3k2"}, {By: domain.SignMAC, Value: "d4:6a:91:0b:22:7e"}},
			File: "stick.zip!collected/desktop-8f3k2.fenceline.json.gz", By: "R. Ortiz", At: at(11, 3, 16, 40)},
		{ID: "01C", Asset: "a-PORTAL-01", Name: "PORTAL-01", Signs: []domain.AssetSign{{By: domain.SignFile, Value: "portal"}}, Subject: "patient portal", File: "portal.cdx.json", By: "J.M.", At: at(10, 30, 9, 0)},
	}
}

func (f *fixture) ForgetAssetRule(_ context.Context, id string) (domain.AssetRule, error) {
	f.answered = append(f.answered, "forget "+id)
	return domain.AssetRule{ID: id}, f.err
}

func (f *fixture) TakeMachines(_ context.Context, _ []string, o screen.MachineOptions, _ func(domain.Progress)) (domain.InventoryReceipt, error) {
	unnamed := domain.MachineLine{File: "unnamed.cdx.json", Format: domain.FormatCycloneDX, Outcome: domain.RowRefused, Reason: "unnamed.cdx.json does not say which machine it is of.", Error: &domain.Error{Kind: domain.NotFound, Code: "machine_unnamed"}}
	told := domain.MachineLine{File: "lab interface packages 2026-11-24.txt", Format: domain.FormatPackages, Name: "LAB-IF-01", Outcome: domain.RowUpdated, Changed: 2, Census: domain.Census{Read: 611, Identifiable: 611}, By: domain.SignFile, Sign: "lab interface packages", Rule: &f.rules()[0]}
	if o.Assets["unnamed.cdx.json"] != "" {
		unnamed = domain.MachineLine{File: "unnamed.cdx.json", Format: domain.FormatCycloneDX, Name: "LAB-IF-01", Outcome: domain.RowUpdated, Census: domain.Census{Read: 40, Identifiable: 40}, By: domain.SignGiven}
		if o.Remember {
			unnamed.Rule = &domain.AssetRule{Signs: []domain.AssetSign{{By: domain.SignFile, Value: "unnamed"}}, Subject: "lab interface"}
		}
		return domain.InventoryReceipt{Source: "lists", Files: 2, Updated: 2, DryRun: o.DryRun, Machines: []domain.MachineLine{told, unnamed}}, f.err
	}
	return domain.InventoryReceipt{Source: "lists", Files: 3, Created: 1, Updated: 1, Refused: 1, DryRun: o.DryRun, Machines: []domain.MachineLine{
		{File: "WS-021.json", Format: domain.FormatCollected, Machine: "WS-021", Name: "WS-021", Outcome: domain.RowCreated, Census: domain.Census{Read: 212, Identifiable: 200, WithoutIdentity: 12}},
		{File: "PORTAL-01.json", Format: domain.FormatCollected, Machine: "PORTAL-01", Name: "PORTAL-01", Outcome: domain.RowUpdated, Added: 3, Changed: 12, Removed: 1, Census: domain.Census{Read: 98, Identifiable: 98}},
		unnamed,
	}}, f.err
}

// inQuarantine is a document that was set aside.
func inQuarantine() []domain.QuarantineItem {
	return []domain.QuarantineItem{{
		Digest: "3fa9c17d5b8821e60c4d9f3a7be2515c04d8f66b9a1e73c2d5f08a4be917c6d2", File: "palisade/psa-2026-051.json", Format: domain.FormatCSAF, Size: 18204,
		At: at(11, 24, 15, 5), By: "J.M.", Reason: "proof_tampered", Params: domain.Params{"file": "palisade/psa-2026-051.json.sha256"}, Items: []string{"https://psirt.palisade.example/PSA-2026-051"},
		Proofs: []domain.Proof{
			{File: "palisade/psa-2026-051.json.sha256", Sort: "sha256", Result: "proof_tampered"},
			{File: "palisade/psa-2026-051.json.asc", Sort: "openpgp", Result: "proof_good", Key: "8A21F0C4D6E3B59752C0448D1E9AF37B60D25C1E"},
		},
	}}
}

// offlineDesk is a desk on a computer without a network.
func offlineDesk() *fixture {
	f := cedarHollow()
	f.unplugged = true
	return f
}

func (f *fixture) BundleFolder() string { return "/home/jm/fenceline-bundle" }

func (f *fixture) Fetch(ctx context.Context, wish domain.FetchWish, folder, _ string, _ time.Time, progress func(domain.Progress)) (domain.FetchReceipt, error) {
	f.imported = append(f.imported, "fetch "+wish.Kind+" to "+folder)
	progress(domain.Progress{Stage: "fetch", Done: 193, Total: 312, Name: "acme-2026-014.json"})
	if f.hold != nil {
		select {
		case <-f.hold:
		case <-ctx.Done():
			return domain.FetchReceipt{}, &domain.Error{Kind: domain.Cancelled, Op: "fetch", Code: "fetch_stopped", Err: ctx.Err()}
		}
	}
	if f.unplugged {
		return domain.FetchReceipt{}, &domain.Error{Kind: domain.Unreachable, Op: "fetch", Subject: "https://www.cisa.gov/kev.json", Code: "fetch_no_network", Params: domain.Params{"value": "www.cisa.gov"}}
	}
	return domain.FetchReceipt{Kind: wish.Kind, Names: wish.Names, Bundle: folder,
		Origins: []domain.FetchOrigin{{Name: "Acme Medical PSIRT", Role: "csaf_trusted_provider", Way: "rolie", Listed: 312, Keys: 1},
			{Name: "Harbour Controls, a publisher with quite a long name that does not fit into one line of the pane", URL: "https://www.example.org", Error: &domain.Error{Kind: domain.Unreachable, Op: "fetch", Subject: "https://www.example.org/feed.json", Code: "fetch_later", Params: domain.Params{"status": "503 Service Unavailable"}}}},
		Files: []domain.FetchedFile{{URL: "https://acme.example/2026/acme-2026-003.json", Outcome: domain.FetchFailed, Error: &domain.Error{Kind: domain.NotFound, Op: "fetch", Subject: "https://acme.example/2026/acme-2026-003.json", Code: "fetch_not_found", Params: domain.Params{"status": "404 Not Found"}}},
			{URL: "https://acme.example/2026/acme-2026-009.json", Outcome: domain.FetchNew, Warnings: []domain.Warning{{Code: "fetch_wrong_hash", Params: domain.Params{"file": "acme-2026-009.json.sha256"}}}}},
		Totals: domain.FetchTotals{Listed: 312, New: 12, Changed: 3, Unchanged: 296, Failed: 1, Proofs: 45, Wrong: 1}}, f.err
}
