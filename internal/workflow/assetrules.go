package workflow

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// AssetRules lists every remembered answer to "which asset is it?", by asset and then
// the newest first.
func (d *Desk) AssetRules(ctx context.Context) ([]domain.AssetRule, error) {
	var out []domain.AssetRule
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		out, err = readAssetRules(r)
		return err
	})
	slices.SortStableFunc(out, func(a, b domain.AssetRule) int {
		return cmp.Or(cmp.Compare(foldName(a.Name), foldName(b.Name)), b.At.Compare(a.At))
	})
	return out, err
}

// readAssetRules reads them with their assets' names. An answer about an asset that was
// merged into another is about that one.
func readAssetRules(r *store.Read) ([]domain.AssetRule, error) {
	var out []domain.AssetRule
	for rule, err := range r.AssetRules() {
		if err != nil {
			return nil, err
		}
		a, err := r.Asset(rule.Asset)
		for err == nil && a.MergedInto != "" {
			a, err = r.Asset(a.MergedInto)
		}
		if err != nil {
			return nil, err
		}
		rule.Asset, rule.Name = a.ID, a.Name
		out = append(out, rule)
	}
	return out, nil
}

// ForgetAssetRule takes an answer back. What it taught the asset of itself goes too, as
// far as it still stands there, so that the question is asked again; inventories that
// came in stay. id may be the end of one. Errors: NotFound (no answer, or several).
func (d *Desk) ForgetAssetRule(ctx context.Context, id string) (domain.AssetRule, error) {
	done, err := d.writer()
	if err != nil {
		return domain.AssetRule{}, err
	}
	defer done()
	var rule domain.AssetRule
	e, change := d.event("", "asset.forget-rule", ""), d.event("", "asset.set", "")
	err = d.store.Update(ctx, func(w *store.Write) (err error) {
		if rule, err = assetRuleByRef(&w.Read, id); err != nil {
			return err
		}
		e.Subject, change.Subject, e.Reason, change.Reason = rule.Name, rule.Name, rule.File, rule.File
		if err := w.DeleteAssetRule(rule.ID); err != nil {
			return err
		}
		if err := d.log(w, e, rule, nil); err != nil {
			return err
		}
		return d.unlearn(w, &rule, change)
	})
	return rule, err
}

func assetRuleByRef(r *store.Read, id string) (domain.AssetRule, error) {
	all, err := readAssetRules(r)
	if err != nil {
		return domain.AssetRule{}, err
	}
	var found []domain.AssetRule
	for _, rule := range all {
		if id != "" && strings.HasSuffix(rule.ID, strings.ToUpper(id)) {
			found = append(found, rule)
		}
	}
	if len(found) != 1 {
		return domain.AssetRule{}, &domain.Error{Kind: domain.NotFound, Op: "forget asset rule", Subject: id, Code: "no_such_asset_rule", Params: domain.Params{"id": id}}
	}
	return found[0], nil
}

// unlearn takes off an asset what an answer put there.
func (d *Desk) unlearn(w *store.Write, rule *domain.AssetRule, e domain.LogEvent) error {
	now, err := w.Asset(rule.Asset)
	if err != nil {
		return err
	}
	after := apart(now)
	for _, sign := range rule.Signs {
		switch sign.By {
		case domain.SignSerial:
			if domain.FoldSerial(after.Serial) == domain.FoldSerial(sign.Value) {
				after.Serial = ""
			}
		case domain.SignTag:
			if domain.FoldTag(after.AssetTag) == domain.FoldTag(sign.Value) {
				after.AssetTag = ""
			}
		case domain.SignName:
			after.Hostnames = without(after.Hostnames, sign.Value, strings.ToLower)
		case domain.SignMAC:
			after.MACs = without(after.MACs, sign.Value, domain.FoldMAC)
		}
	}
	if len(domain.Changes(&now, &after)) == 0 {
		return nil
	}
	after.Revision++
	return d.changeAsset(w, now, after, e)
}

func without(list []string, one string, fold func(string) string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(have string) bool { return fold(have) == fold(one) })
}

// stamp is a day, perhaps with a time, as tools put it into the names of files.
var stamp = regexp.MustCompile(`\d{4}[-_.]?\d{2}[-_.]?\d{2}(?:[-_.t]?\d{2}[-_.]?\d{2}(?:[-_.]?\d{2})?)?`)

// foldFile is the name of a file without folders, endings and days, in small letters:
// tomorrow's list of the same machine has it too.
func foldFile(file string) string {
	return strings.Trim(stamp.ReplaceAllString(strings.ToLower(stem(file)), ""), " -_.")
}

// said are words in the names of files that every machine's list has: they tell the tool
// and the sort of list.
var said = strings.Fields(`sbom bom cdx cyclonedx spdx syft winget dpkg rpm apk status packages package pkgs list lists programs program apps
	software hotfixes hotfix updates inventory installed install uninstall export exports output out result results osquery glpi nmap scan report
	data file files new copy machine computer pc host server query wow6432node hklm hkcu registry reg a i q l qa the of and`)

// tellsApart reports whether the name of a file, with what the document says it describes,
// tells one machine from others, so that an answer about it may be remembered.
func tellsApart(file, subject string) bool {
	if subject != "" && subject != "." && subject != "/" {
		return true
	}
	for _, word := range strings.FieldsFunc(foldFile(file), between) {
		if strings.Trim(word, "0123456789") != "" && !slices.Contains(said, word) {
			return true
		}
	}
	return false
}

// between parts the words in the name of a file.
func between(r rune) bool { return strings.ContainsRune(" -_.()", r) }

// bareName is the name of a file without a day and without the words at its ends that
// tell the tool: "portal-01 dpkg 2026-11-03.txt" is named after portal-01.
func bareName(file string) string {
	name := foldFile(file)
	for {
		first, last := strings.IndexFunc(name, between), strings.LastIndexFunc(name, between)
		switch {
		case first < 0 || slices.Contains(said, name):
			if slices.Contains(said, name) {
				return ""
			}
			return name
		case slices.Contains(said, name[last+1:]):
			name = strings.TrimRightFunc(name[:last], between)
		case slices.Contains(said, name[:first]):
			name = strings.TrimLeftFunc(name[first:], between)
		default:
			return name
		}
	}
}
