package words

import (
	"strings"
	"time"

	"fenceline/internal/domain"
)

// AssetSign names what a machine's document is told by: "host name lab-if".
func AssetSign(s domain.AssetSign) string {
	switch s.By {
	case domain.SignSerial:
		return Text("serial number {value}", "value", s.Value)
	case domain.SignTag:
		return Text("asset tag {value}", "value", s.Value)
	case domain.SignMAC:
		return Text("hardware address {value}", "value", s.Value)
	case domain.SignIP:
		return Text("address {value}", "value", s.Value)
	case domain.SignFile:
		return Text("file name {value}", "value", s.Value)
	}
	return Text("host name {value}", "value", s.Value)
}

// AssetRuleSigns lists everything an answer is remembered by.
func AssetRuleSigns(r *domain.AssetRule) string {
	var all []string
	for _, s := range r.Signs {
		all = append(all, AssetSign(s))
	}
	say := upperFirst(strings.Join(all, ", "))
	if r.Subject != "" {
		say += " " + Text("(of {subject})", "subject", r.Subject)
	}
	return say
}

// AssetRuleFrom says who answered, when and about which file.
func AssetRuleFrom(r *domain.AssetRule, zone *time.Location, now time.Time) string {
	return dotted(r.By, DayOfInstant(r.At, zone, now), Text("about {file}", "file", r.File))
}

// MachineTold says what told which asset a machine is; "" where it bears the asset's own
// name, or is new.
func MachineTold(m *domain.MachineLine, zone *time.Location, now time.Time) string {
	sign := AssetSign(domain.AssetSign{By: m.By, Value: m.Sign})
	switch {
	case m.By == domain.SignGiven && m.Rule != nil:
		return Text("By hand, from now on by rule: {sign}.", "sign", lowerFirst(AssetRuleSigns(m.Rule)))
	case m.By == domain.SignGiven:
		return Text("By hand, this time.")
	case m.Rule != nil:
		return Text("By rule: {sign} → {asset} ({who}, {day}).", "sign", sign, "asset", m.Name, "who", m.Rule.By, "day", DayOfInstant(m.Rule.At, zone, now))
	case m.By == "" || m.Sign == "" || m.By == domain.SignName && domain.SameHost(m.Sign, m.Name):
		return ""
	}
	return Text("Told by its {sign}.", "sign", sign)
}

// AssetRulesNow counts remembered answers.
func AssetRulesNow(n int) string {
	if n == 0 {
		return Text("Nothing remembered")
	}
	return Plural(n, "{n} answer remembered", "{n} answers remembered")
}

// AssetRulesNote says what the answers are.
func AssetRulesNote(n int) string {
	if n == 0 {
		return Text("When you say which asset a file is of, the answer is remembered and listed here. A file that says by itself which machine it is of needs none.")
	}
	return Text("Files that come with one of these go to the asset beside it. Forgetting takes what the answer taught off the asset; inventories that came in stay.")
}

// RememberNote says what is remembered of an answer.
func RememberNote() string {
	return Text("The next file that states the same machine, or where it states none, that has the same name, goes to this asset. A name that every machine's list has, such as winget.json, is never remembered.")
}
