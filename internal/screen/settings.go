package screen

import (
	"context"
	"reflect"
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

// Section is a part of the settings.
type Section string

// The parts of the settings, in the order of their list.
const (
	SectionDesk     Section = "desk"
	SectionPolicy   Section = "policy"
	SectionPeople   Section = "people"
	SectionKeys     Section = "keys"
	SectionApproval Section = "approval"
	SectionBackup   Section = "backup"
	SectionRules    Section = "machines"
	SectionLook     Section = "look"
	SectionData     Section = "log"
	SectionParts    Section = "licences"
)

// Sections lists them.
func Sections() []Section {
	return []Section{SectionDesk, SectionPolicy, SectionPeople, SectionKeys, SectionRules, SectionApproval, SectionBackup, SectionLook, SectionData, SectionParts}
}

// BackupFacts is what a backup file holds, read whole and compared with its seal.
type BackupFacts struct {
	Path     string
	Operator string
	Assets   int
	Log      domain.LogHead
	Sealed   bool
}

// SettingsSource is what the settings ask and change.
type SettingsSource interface {
	StatusSource
	PolicySource
	AssetRules(ctx context.Context) ([]domain.AssetRule, error)
	ForgetAssetRule(ctx context.Context, id string) (domain.AssetRule, error)
	Configure(ctx context.Context, edit func(*domain.Desk)) error
	People(ctx context.Context, all bool) ([]domain.PersonView, error)
	SetPerson(ctx context.Context, name string, role domain.Role, passphrase *string) error
	RetirePerson(ctx context.Context, name string) error
	TrustKeys(ctx context.Context) ([]domain.TrustKey, error)
	OfferKeys(ctx context.Context, file string) ([]domain.TrustKey, error)
	PinKey(ctx context.Context, fingerprint string, namespaces []string) (domain.TrustKey, error)
	RevokeKey(ctx context.Context, ref, reason string) (domain.TrustKey, error)
	VerifyLog(ctx context.Context) (domain.LogHead, error)
	// BackUp writes a copy of the desk to a file that may exist, and checks it.
	BackUp(ctx context.Context, path string) (BackupFacts, error)
	// CheckBackup reads a backup whole and changes nothing.
	CheckBackup(ctx context.Context, path string) (BackupFacts, error)
}

// Did says what the settings did last, for the message above a page.
type Did string

// What the settings can have done.
const (
	DidNothing  Did = ""
	DidSave     Did = "settings_saved"
	DidPerson   Did = "settings_person"
	DidRetire   Did = "settings_retired"
	DidPin      Did = "settings_pinned"
	DidRevoke   Did = "settings_revoked"
	DidOffer    Did = "settings_offered"
	DidBackup   Did = "settings_backup"
	DidCheck    Did = "settings_checked"
	DidLogWhole Did = "settings_log"
	DidTable    Did = "settings_table"
	DidDrop     Did = "settings_dropped"
	DidWrite    Did = "settings_written"
	DidForget   Did = "settings_forgotten"
)

// SettingsState is what the Settings screen shows.
type SettingsState struct {
	Stage   Stage
	Err     error
	Section Section
	Status  domain.DeskStatus
	People  []domain.PersonView // those in force
	Keys    []domain.TrustKey   // waiting for a decision first
	Rules   []domain.AssetRule  // remembered answers to "which asset is it?"
	Key     string              // fingerprint of the key in question; "" for none
	Version int                 // counts changes of what a page was filled in from
	Busy    bool
	ActErr  error
	Did     Did
	Backup  *BackupFacts // written or checked last
	Restore *BackupFacts // checked, and asked about: put it in the desk's place?
	Log     *domain.LogHead

	Policies []domain.PolicyView // the program's tables first
	Groups   []string            // of assets, as far as windows or tables are set for them
	Table    string              // the table whose rows are shown; "" for none
	Drop     string              // the table that is asked about: take it away?
	Adding   bool                // a table is to be taken in
}

// KeysWaiting counts keys that were offered and not decided about.
func (s *SettingsState) KeysWaiting() int {
	n := 0
	for i := range s.Keys {
		if s.Keys[i].State == domain.KeyOffered {
			n++
		}
	}
	return n
}

// Chosen is the key in question, nil where there is none.
func (s *SettingsState) Chosen() *domain.TrustKey {
	for i := range s.Keys {
		if s.Keys[i].Fingerprint == s.Key {
			return &s.Keys[i]
		}
	}
	return nil
}

// Settings is the screen of what holds for the whole desk.
type Settings struct {
	source  SettingsSource
	run     Run
	changed func(SettingsState)
	settled func()
	state   SettingsState
	asked   turn
}

// NewSettings makes the screen; it asks nothing before Refresh. settled is called
// after every change, so that other screens ask again.
func NewSettings(source SettingsSource, run Run, changed func(SettingsState), settled func()) *Settings {
	return &Settings{source: source, run: run, changed: changed, settled: settled, state: SettingsState{Section: SectionDesk}}
}

// State is the newest state.
func (s *Settings) State() SettingsState { return s.state }

type settingsAnswer struct {
	status domain.DeskStatus
	people []domain.PersonView
	keys   []domain.TrustKey
	rules  []domain.AssetRule

	policies []domain.PolicyView
	groups   []string
}

// Refresh asks again.
func (s *Settings) Refresh() {
	ask(s.run, &s.asked, s.look, func(found settingsAnswer, err error) {
		if err != nil {
			s.state.Stage, s.state.Err = Failed, err
			s.changed(s.state)
			return
		}
		same := s.state.Stage == Ready && reflect.DeepEqual(s.state.Status.Desk, found.status.Desk) &&
			reflect.DeepEqual(s.state.People, found.people) && reflect.DeepEqual(s.state.Keys, found.keys) &&
			reflect.DeepEqual(s.state.Policies, found.policies) && reflect.DeepEqual(s.state.Rules, found.rules) && reflect.DeepEqual(s.state.Groups, found.groups)
		s.state.Stage, s.state.Err = Ready, nil
		s.state.Status, s.state.People, s.state.Keys, s.state.Rules = found.status, found.people, found.keys, found.rules
		s.state.Policies, s.state.Groups = found.policies, found.groups
		if !same {
			s.state.Version++
		}
		s.changed(s.state)
	})
}

func (s *Settings) look(ctx context.Context) (out settingsAnswer, err error) {
	if out.status, err = s.source.Status(ctx); err != nil {
		return out, err
	}
	if out.people, err = s.source.People(ctx, false); err != nil {
		return out, err
	}
	if out.policies, out.groups, err = lookAtPolicies(ctx, s.source); err != nil {
		return out, err
	}
	if out.rules, err = s.source.AssetRules(ctx); err != nil {
		return out, err
	}
	keys, err := s.source.TrustKeys(ctx)
	for _, state := range []domain.KeyState{domain.KeyOffered, domain.KeyPinned, domain.KeyRevoked} {
		for _, k := range keys {
			if k.State == state {
				out.keys = append(out.keys, k)
			}
		}
	}
	return out, err
}

// Open chooses a part; for the keys, the fingerprint of one may stand behind a
// slash. An unknown part changes nothing.
func (s *Settings) Open(id string) {
	part, key, _ := strings.Cut(id, "/")
	for _, section := range Sections() {
		if string(section) == part {
			if section != s.state.Section {
				s.forget()
			}
			s.state.Section = section
			if key != "" {
				s.state.Key = key
			}
			s.changed(s.state)
			return
		}
	}
}

// forget takes back what was said about the last act.
func (s *Settings) forget() {
	s.state.ActErr, s.state.Did, s.state.Restore, s.state.Key = nil, DidNothing, nil, ""
	s.state.Table, s.state.Drop, s.state.Adding = "", "", false
}

// Save stores the desk's own settings; what hangs on them is computed again.
func (s *Settings) Save(edit func(*domain.Desk)) {
	s.act(DidSave, only(func(ctx context.Context) error { return s.source.Configure(ctx, edit) }))
}

// SaveKeeping sets how many years entries of the log are kept, and the largest patch file
// that is, in MiB; 0 MiB keeps none. What is no number is refused.
func (s *Settings) SaveKeeping(years, mib string) {
	keep, err := strconv.Atoi(years)
	if err != nil || keep < 1 {
		s.refuse(&domain.Error{Kind: domain.Invalid, Op: "configure", Code: "retention_unfit", Params: domain.Params{"value": years}})
		return
	}
	most, err := strconv.Atoi(mib)
	if err != nil || most < 0 {
		s.refuse(&domain.Error{Kind: domain.Invalid, Op: "configure", Code: "payload_limit_unfit", Params: domain.Params{"value": mib}})
		return
	}
	if most == 0 {
		most = -1
	}
	s.Save(func(d *domain.Desk) { d.Retention, d.PayloadMiB = keep, most })
}

// refuse says what is wrong with what was typed.
func (s *Settings) refuse(err error) {
	s.state.ActErr, s.state.Did = err, DidNothing
	s.changed(s.state)
}

// SavePerson defines a person or changes their role; passphrase "" keeps the one
// they have.
func (s *Settings) SavePerson(name string, role domain.Role, passphrase string) {
	s.act(DidPerson, only(func(ctx context.Context) error {
		var secret *string
		if passphrase != "" {
			secret = &passphrase
		}
		return s.source.SetPerson(ctx, strings.TrimSpace(name), role, secret)
	}))
}

// DropPassphrase takes a person's passphrase away.
func (s *Settings) DropPassphrase(p domain.PersonView) {
	none := ""
	s.act(DidPerson, only(func(ctx context.Context) error { return s.source.SetPerson(ctx, p.Name, p.Role, &none) }))
}

// Retire takes a person off the list.
func (s *Settings) Retire(name string) {
	s.act(DidRetire, only(func(ctx context.Context) error { return s.source.RetirePerson(ctx, name) }))
}

// ForgetRule takes a remembered answer back.
func (s *Settings) ForgetRule(id string) {
	s.act(DidForget, only(func(ctx context.Context) error {
		_, err := s.source.ForgetAssetRule(ctx, id)
		return err
	}))
}

// VerifyLog checks the chain of the event log.
func (s *Settings) VerifyLog() {
	s.act(DidLogWhole, func(ctx context.Context) (func(), error) {
		head, err := s.source.VerifyLog(ctx)
		return func() { s.state.Log = &head }, err
	})
}

// BackUp writes a backup to a file that may exist.
func (s *Settings) BackUp(path string) {
	s.act(DidBackup, func(ctx context.Context) (func(), error) {
		facts, err := s.source.BackUp(ctx, path)
		return func() { s.state.Backup = &facts }, err
	})
}

// CheckBackup reads a backup; with restore set, it asks afterwards whether it
// shall take the desk's place.
func (s *Settings) CheckBackup(path string, restore bool) {
	s.state.Restore = nil
	did := DidCheck
	if restore {
		did = DidNothing
	}
	s.act(did, func(ctx context.Context) (func(), error) {
		facts, err := s.source.CheckBackup(ctx, path)
		return func() {
			if restore {
				s.state.Restore = &facts
			} else {
				s.state.Backup = &facts
			}
		}, err
	})
}

// KeepDesk answers no to the question of a restore.
func (s *Settings) KeepDesk() {
	s.state.Restore = nil
	s.changed(s.state)
}

// only is work that leaves nothing for the state.
func only(do func(context.Context) error) func(context.Context) (func(), error) {
	return func(ctx context.Context) (func(), error) { return func() {}, do(ctx) }
}

// act does something off the drawing goroutine; what it gives is done to the
// state where it went well.
func (s *Settings) act(did Did, do func(context.Context) (func(), error)) {
	if s.state.Busy {
		return
	}
	s.state.Busy, s.state.ActErr, s.state.Did = true, nil, DidNothing
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		then, err := do(ctx)
		post(func() {
			s.state.Busy, s.state.ActErr = false, err
			if err != nil {
				s.changed(s.state)
				return
			}
			then()
			s.state.Did = did
			s.state.Version++
			s.changed(s.state)
			s.Refresh()
			if s.settled != nil {
				s.settled()
			}
		})
	})
}
