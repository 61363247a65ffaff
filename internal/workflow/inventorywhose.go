package workflow

import (
	"context"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// given is the asset a person named for a file.
func (run *machineRun) given(file string) string {
	return first(run.options.Assets[file], run.options.Asset)
}

// foundBy is what told of which asset a machine is.
type foundBy struct {
	by, sign string            // see [domain.AssetSign]; by is given where a person said so now
	rule     *domain.AssetRule // the answer it rests on, if any
}

// assetOf finds the asset of a machine; one without an id is new.
func (run *machineRun) assetOf(ctx context.Context, s *domain.Snapshot, file string) (a domain.Asset, by foundBy, err error) {
	if given := run.given(file); given != "" {
		if a, err = run.desk.findAsset(ctx, given); err != nil {
			return a, by, err
		}
		if differ(domain.FoldSerial(a.Serial), domain.FoldSerial(s.About.Serial)) {
			return a, by, &domain.Error{Kind: domain.Conflict, Op: "import inventory", Subject: a.Name, Code: "row_serial_differs",
				Params: domain.Params{"name": a.Name, "have": a.Serial, "got": s.About.Serial}}
		}
		return a, foundBy{by: domain.SignGiven}, nil
	}
	if unnamed(&s.About) {
		if rule := run.ruleFor(file, described(s)); rule != nil {
			return run.byRule(rule, file)
		}
	}
	k := namesOf(s, file)
	have, how, err := run.index.find(k)
	switch {
	case err != nil:
		return a, by, err
	case have != nil:
		sign := signOf(have, how, k)
		return *have, foundBy{how, sign, run.ruleOf(have.ID, how, sign)}, nil
	}
	name := first(s.About.Name, stem(file))
	refuse := func(code domain.Code) error {
		return &domain.Error{Kind: domain.NotFound, Op: "import inventory", Subject: file, Code: code, Params: domain.Params{"machine": name}}
	}
	if s.About.Name == "" {
		return a, by, refuse("machine_unnamed")
	}
	if !run.options.Create {
		return a, by, refuse("machine_unknown")
	}
	a.Name = name
	fresh := a
	return a, by, run.index.free(&fresh)
}

// byRule is the asset of a file that a person answered about before.
func (run *machineRun) byRule(rule *domain.AssetRule, file string) (domain.Asset, foundBy, error) {
	a := run.index.assets[rule.Asset]
	if a == nil || !a.Retired.IsZero() {
		return domain.Asset{}, foundBy{}, &domain.Error{Kind: domain.Conflict, Op: "import inventory", Subject: file, Code: "row_retired", Params: domain.Params{"name": rule.Name}}
	}
	return *a, foundBy{domain.SignFile, foldFile(file), rule}, nil
}

// signOf is what told that a document is of an asset: the names among k by which the
// index found it.
func signOf(a *domain.Asset, by string, k known) string {
	switch by {
	case domain.SignSerial:
		return k.serial
	case domain.SignTag:
		return k.tag
	case domain.SignName:
		names := append([]string{a.Name}, a.Hostnames...)
		for _, same := range []func(a, b string) bool{strings.EqualFold, domain.SameHost} {
			for _, host := range k.hosts {
				if slices.ContainsFunc(names, func(have string) bool { return same(strings.TrimSpace(have), strings.TrimSpace(host)) }) {
					return host
				}
			}
		}
	case domain.SignMAC:
		return shared(a.MACs, k.macs, domain.FoldMAC)
	case domain.SignIP:
		return shared(a.IPs, k.ips, strings.TrimSpace)
	}
	return ""
}

func shared(have, of []string, fold func(string) string) string {
	for _, one := range of {
		if slices.ContainsFunc(have, func(h string) bool { return fold(h) == fold(one) }) {
			return one
		}
	}
	return ""
}

// unnamed reports whether a document says nothing of which machine it is.
func unnamed(about *domain.Asset) bool {
	return about.Name == "" && about.Serial == "" && about.AssetTag == "" && len(about.Hostnames) == 0
}

// described is what an SBOM says that it describes; the lists of tools put a count there.
func described(s *domain.Snapshot) string {
	if inventoryFormats[s.Format] {
		return ""
	}
	return s.Subject
}

// ruleFor is the answer about files with this name, and what they describe; nil where
// there is none.
func (run *machineRun) ruleFor(file, subject string) *domain.AssetRule {
	name := foldFile(file)
	for i := range run.rules {
		rule := run.rules[i]
		if rule.Subject == subject && slices.Contains(rule.Signs, domain.AssetSign{By: domain.SignFile, Value: name}) {
			return &rule
		}
	}
	return nil
}

// ruleOf is the answer that taught an asset the sign it was found by; nil where
// somebody wrote it there, or a list did.
func (run *machineRun) ruleOf(asset, by, value string) *domain.AssetRule {
	for i := range run.rules {
		rule := run.rules[i]
		if rule.Asset == asset && slices.ContainsFunc(rule.Signs, func(s domain.AssetSign) bool { return s.By == by && strings.EqualFold(s.Value, value) }) {
			return &rule
		}
	}
	return nil
}

// answer is what is remembered of a person's word that a document is of an asset: what
// the document says of its machine that the asset did not bear, and where it says
// nothing, the name of the file. No id: it is not kept yet; nil: there is nothing.
func (run *machineRun) answer(s *domain.Snapshot, now *domain.Asset, file string) *domain.AssetRule {
	rule := domain.AssetRule{Asset: now.ID, Name: now.Name, File: file, By: run.receipt.By, At: run.receipt.At, Signs: run.teaches(now, &s.About)}
	if unnamed(&s.About) && run.options.Remember && tellsApart(file, described(s)) {
		if old := run.ruleFor(file, described(s)); old != nil && old.Asset == now.ID {
			return old
		}
		rule.Signs, rule.Subject = []domain.AssetSign{{By: domain.SignFile, Value: foldFile(file)}}, described(s)
	}
	if len(rule.Signs) == 0 {
		return nil
	}
	return &rule
}

// remember keeps an answer in the place of the one about files with the same name.
func (run *machineRun) remember(ctx context.Context, rule *domain.AssetRule) (err error) {
	d := run.desk
	if rule.ID, err = d.ids.next(); err != nil {
		return err
	}
	var old *domain.AssetRule
	var before any
	if rule.Signs[0].By == domain.SignFile {
		if old = run.ruleFor(rule.File, rule.Subject); old != nil {
			before = *old
		}
	}
	e := d.event("", "asset.rule", rule.Name)
	e.Reason, run.wrote = rule.File, true
	err = d.store.Update(ctx, func(w *store.Write) error {
		if old != nil {
			if err := w.DeleteAssetRule(old.ID); err != nil {
				return err
			}
		}
		if err := w.PutAssetRule(*rule); err != nil {
			return err
		}
		return d.log(w, e, before, *rule)
	})
	run.rules = slices.DeleteFunc(run.rules, func(r domain.AssetRule) bool { return old != nil && r.ID == old.ID })
	run.rules = append(run.rules, *rule)
	return err
}

// teaches lists what a document says of its machine that the asset does not bear yet.
func (run *machineRun) teaches(now, about *domain.Asset) []domain.AssetSign {
	var out []domain.AssetSign
	if about.Serial != "" && now.Serial == "" {
		out = append(out, domain.AssetSign{By: domain.SignSerial, Value: about.Serial})
	}
	if about.AssetTag != "" && now.AssetTag == "" {
		out = append(out, domain.AssetSign{By: domain.SignTag, Value: about.AssetTag})
	}
	hosts := about.Hostnames
	if about.Name != "" {
		hosts = append([]string{about.Name}, hosts...)
	}
	for _, host := range hosts {
		if sign := (domain.AssetSign{By: domain.SignName, Value: host}); signOf(now, domain.SignName, known{hosts: []string{host}}) == "" && !slices.Contains(out, sign) {
			out = append(out, sign)
		}
	}
	for _, mac := range about.MACs {
		if shared(now.MACs, []string{mac}, domain.FoldMAC) == "" {
			out = append(out, domain.AssetSign{By: domain.SignMAC, Value: mac})
		}
	}
	return out
}
