package csafcheck

import (
	"strconv"
	"strings"
)

// metric is one metric of CVSS: the property of the JSON object, the key in the
// vector, and the words of the one with the letters of the other.
type metric struct {
	property, key string
	letters       map[string]string // by word
}

// cvssVersion is what a version of CVSS has.
type cvssVersion struct {
	version string
	prefix  string // of the vector
	pattern *lazyRE
	metrics []metric
	scores  []string // properties of numbers
	ratings []string // properties of severity
}

// metrics reads "property key WORD=LETTER ..." lines.
func metrics(lines string) []metric {
	var out []metric
	for line := range strings.Lines(lines) {
		f := strings.Fields(line)
		if len(f) < 3 {
			continue
		}
		m := metric{property: f[0], key: f[1], letters: make(map[string]string, len(f))}
		for _, pair := range f[2:] {
			word, letter, _ := strings.Cut(pair, "=")
			m.letters[word] = letter
		}
		out = append(out, m)
	}
	return out
}

var cvss20 = &cvssVersion{
	version: "2.0",
	pattern: vectorPattern("", "AV:[NAL] AC:[LMH] Au:[MSN] [CIA]:[NPC] E:(U|POC|F|H|ND) RL:(OF|TF|W|U|ND) RC:(UC|UR|C|ND) "+
		"CDP:(N|L|LM|MH|H|ND) TD:(N|L|M|H|ND) [CIA]R:(L|M|H|ND)"),
	metrics: metrics(`
		accessVector AV NETWORK=N ADJACENT_NETWORK=A LOCAL=L
		accessComplexity AC HIGH=H MEDIUM=M LOW=L
		authentication Au MULTIPLE=M SINGLE=S NONE=N
		confidentialityImpact C NONE=N PARTIAL=P COMPLETE=C
		integrityImpact I NONE=N PARTIAL=P COMPLETE=C
		availabilityImpact A NONE=N PARTIAL=P COMPLETE=C
		exploitability E UNPROVEN=U PROOF_OF_CONCEPT=POC FUNCTIONAL=F HIGH=H NOT_DEFINED=ND
		remediationLevel RL OFFICIAL_FIX=OF TEMPORARY_FIX=TF WORKAROUND=W UNAVAILABLE=U NOT_DEFINED=ND
		reportConfidence RC UNCONFIRMED=UC UNCORROBORATED=UR CONFIRMED=C NOT_DEFINED=ND
		collateralDamagePotential CDP NONE=N LOW=L LOW_MEDIUM=LM MEDIUM_HIGH=MH HIGH=H NOT_DEFINED=ND
		targetDistribution TD NONE=N LOW=L MEDIUM=M HIGH=H NOT_DEFINED=ND
		confidentialityRequirement CR LOW=L MEDIUM=M HIGH=H NOT_DEFINED=ND
		integrityRequirement IR LOW=L MEDIUM=M HIGH=H NOT_DEFINED=ND
		availabilityRequirement AR LOW=L MEDIUM=M HIGH=H NOT_DEFINED=ND`),
	scores: []string{"baseScore", "temporalScore", "environmentalScore"},
}

// metrics3 are the metrics of 3.0 and 3.1.
var metrics3 = metrics(`
	attackVector AV NETWORK=N ADJACENT_NETWORK=A LOCAL=L PHYSICAL=P
	attackComplexity AC HIGH=H LOW=L
	privilegesRequired PR HIGH=H LOW=L NONE=N
	userInteraction UI NONE=N REQUIRED=R
	scope S UNCHANGED=U CHANGED=C
	confidentialityImpact C NONE=N LOW=L HIGH=H
	integrityImpact I NONE=N LOW=L HIGH=H
	availabilityImpact A NONE=N LOW=L HIGH=H
	exploitCodeMaturity E UNPROVEN=U PROOF_OF_CONCEPT=P FUNCTIONAL=F HIGH=H NOT_DEFINED=X
	remediationLevel RL OFFICIAL_FIX=O TEMPORARY_FIX=T WORKAROUND=W UNAVAILABLE=U NOT_DEFINED=X
	reportConfidence RC UNKNOWN=U REASONABLE=R CONFIRMED=C NOT_DEFINED=X
	confidentialityRequirement CR LOW=L MEDIUM=M HIGH=H NOT_DEFINED=X
	integrityRequirement IR LOW=L MEDIUM=M HIGH=H NOT_DEFINED=X
	availabilityRequirement AR LOW=L MEDIUM=M HIGH=H NOT_DEFINED=X
	modifiedAttackVector MAV NETWORK=N ADJACENT_NETWORK=A LOCAL=L PHYSICAL=P NOT_DEFINED=X
	modifiedAttackComplexity MAC HIGH=H LOW=L NOT_DEFINED=X
	modifiedPrivilegesRequired MPR HIGH=H LOW=L NONE=N NOT_DEFINED=X
	modifiedUserInteraction MUI NONE=N REQUIRED=R NOT_DEFINED=X
	modifiedScope MS UNCHANGED=U CHANGED=C NOT_DEFINED=X
	modifiedConfidentialityImpact MC NONE=N LOW=L HIGH=H NOT_DEFINED=X
	modifiedIntegrityImpact MI NONE=N LOW=L HIGH=H NOT_DEFINED=X
	modifiedAvailabilityImpact MA NONE=N LOW=L HIGH=H NOT_DEFINED=X`)

const vector3 = "AV:[NALP] AC:[LH] PR:[NLH] UI:[NR] S:[UC] [CIA]:[NLH] E:[XUPFH] RL:[XOTWU] RC:[XURC] [CIA]R:[XLMH] " +
	"MAV:[XNALP] MAC:[XLH] MPR:[XNLH] MUI:[XNR] MS:[XUC] M[CIA]:[XNLH]"

var (
	scores3  = []string{"baseScore", "temporalScore", "environmentalScore"}
	ratings3 = []string{"baseSeverity", "temporalSeverity", "environmentalSeverity"}
	cvss30   = &cvssVersion{version: "3.0", prefix: "CVSS:3.0/", pattern: vectorPattern("CVSS:3[.]0/", vector3), metrics: metrics3, scores: scores3, ratings: ratings3}
	cvss31   = &cvssVersion{version: "3.1", prefix: "CVSS:3.1/", pattern: vectorPattern("CVSS:3[.]1/", vector3), metrics: metrics3, scores: scores3, ratings: ratings3}
	cvss40   = &cvssVersion{
		version: "4.0", prefix: "CVSS:4.0/", metrics: metrics(metrics4), scores: []string{"baseScore"}, ratings: []string{"baseSeverity"},
		pattern: pattern(`^CVSS:4[.]0/AV:[NALP]/AC:[LH]/AT:[NP]/PR:[NLH]/UI:[NPA]/VC:[HLN]/VI:[HLN]/VA:[HLN]/SC:[HLN]/SI:[HLN]/SA:[HLN]` +
			inOrder("E:[XAPU] CR:[XHML] IR:[XHML] AR:[XHML] MAV:[XNALP] MAC:[XLH] MAT:[XNP] MPR:[XNLH] MUI:[XNPA] MVC:[XNLH] MVI:[XNLH] "+
				"MVA:[XNLH] MSC:[XNLH] MSI:[XNLHS] MSA:[XNLHS] S:[XNP] AU:[XNY] R:[XAUI] V:[XDC] RE:[XLMH] U:(X|Clear|Green|Amber|Red)") + `$`),
	}
)

const metrics4 = `
	attackVector AV NETWORK=N ADJACENT=A LOCAL=L PHYSICAL=P
	attackComplexity AC HIGH=H LOW=L
	attackRequirements AT NONE=N PRESENT=P
	privilegesRequired PR HIGH=H LOW=L NONE=N
	userInteraction UI NONE=N PASSIVE=P ACTIVE=A
	vulnConfidentialityImpact VC NONE=N LOW=L HIGH=H
	vulnIntegrityImpact VI NONE=N LOW=L HIGH=H
	vulnAvailabilityImpact VA NONE=N LOW=L HIGH=H
	subConfidentialityImpact SC NONE=N LOW=L HIGH=H
	subIntegrityImpact SI NONE=N LOW=L HIGH=H
	subAvailabilityImpact SA NONE=N LOW=L HIGH=H
	exploitMaturity E UNREPORTED=U PROOF_OF_CONCEPT=P ATTACKED=A NOT_DEFINED=X
	confidentialityRequirement CR LOW=L MEDIUM=M HIGH=H NOT_DEFINED=X
	integrityRequirement IR LOW=L MEDIUM=M HIGH=H NOT_DEFINED=X
	availabilityRequirement AR LOW=L MEDIUM=M HIGH=H NOT_DEFINED=X
	modifiedAttackVector MAV NETWORK=N ADJACENT=A LOCAL=L PHYSICAL=P NOT_DEFINED=X
	modifiedAttackComplexity MAC HIGH=H LOW=L NOT_DEFINED=X
	modifiedAttackRequirements MAT NONE=N PRESENT=P NOT_DEFINED=X
	modifiedPrivilegesRequired MPR HIGH=H LOW=L NONE=N NOT_DEFINED=X
	modifiedUserInteraction MUI NONE=N PASSIVE=P ACTIVE=A NOT_DEFINED=X
	modifiedVulnConfidentialityImpact MVC NONE=N LOW=L HIGH=H NOT_DEFINED=X
	modifiedVulnIntegrityImpact MVI NONE=N LOW=L HIGH=H NOT_DEFINED=X
	modifiedVulnAvailabilityImpact MVA NONE=N LOW=L HIGH=H NOT_DEFINED=X
	modifiedSubConfidentialityImpact MSC NEGLIGIBLE=N LOW=L HIGH=H NOT_DEFINED=X
	modifiedSubIntegrityImpact MSI NEGLIGIBLE=N LOW=L HIGH=H SAFETY=S NOT_DEFINED=X
	modifiedSubAvailabilityImpact MSA NEGLIGIBLE=N LOW=L HIGH=H SAFETY=S NOT_DEFINED=X
	Safety S NEGLIGIBLE=N PRESENT=P NOT_DEFINED=X
	Automatable AU NO=N YES=Y NOT_DEFINED=X
	Recovery R AUTOMATIC=A USER=U IRRECOVERABLE=I NOT_DEFINED=X
	valueDensity V DIFFUSE=D CONCENTRATED=C NOT_DEFINED=X
	vulnerabilityResponseEffort RE LOW=L MODERATE=M HIGH=H NOT_DEFINED=X
	providerUrgency U CLEAR=Clear GREEN=Green AMBER=Amber RED=Red NOT_DEFINED=X`

// vectorPattern is a vector whose metrics may stand in any order.
func vectorPattern(prefix, parts string) *lazyRE {
	one := "(" + strings.Join(strings.Fields(parts), "|") + ")"
	return pattern("^" + prefix + one + "(/" + one + ")*$")
}

// inOrder is the rest of a vector whose metrics may be left out.
func inOrder(parts string) string {
	var b strings.Builder
	for _, part := range strings.Fields(parts) {
		b.WriteString("(/" + part + ")?")
	}
	return b.String()
}

// cvssRule is the rule of a CVSS object.
func cvssRule(v *cvssVersion) *rule {
	f := fields{"version": oneValue(v.version), "vectorString": {kind: text, pattern: v.pattern}}
	for _, m := range v.metrics {
		words := make([]string, 0, len(m.letters))
		for word := range m.letters {
			words = append(words, word)
		}
		f[m.property] = &rule{kind: text, enum: sorted(words)}
	}
	for _, name := range v.scores {
		f[name] = upTo(10)
	}
	for _, name := range v.ratings {
		f[name] = choice("NONE LOW MEDIUM HIGH CRITICAL")
	}
	required := []string{"version", "vectorString", "baseScore"}
	if len(v.ratings) > 0 {
		required = append(required, "baseSeverity")
	}
	return obj(f, required...)
}

// cvss3Rule takes 3.0 or 3.1, as the object says.
func cvss3Rule() *rule {
	rule30, rule31 := cvssRule(cvss30), cvssRule(cvss31)
	either := cvssRule(cvss31)
	either.fields["version"] = choice("3.0 3.1")
	return pickBy(func(p *place) *rule {
		switch p.get("version") {
		case "3.0":
			return rule30
		case "3.1":
			return rule31
		}
		return either
	})
}

// cvss4Rule also asks that the score fits its severity and has one decimal.
func cvss4Rule() *rule {
	r := cvssRule(cvss40).close()
	r.also = func(p *place, report reporter) {
		score, rating := p.field("baseScore"), p.get("baseSeverity")
		f, ok := score.float()
		if !ok || rating == "" {
			return
		}
		if rating != severity4(f) {
			report(p.field("baseSeverity"), "check_cvss_severity_range", "value", rating, "score", score.str)
		} else if _, decimals, _ := strings.Cut(score.str, "."); len(strings.TrimRight(decimals, "0")) > 1 && rating != "HIGH" {
			report(score, "check_cvss_decimals", "value", score.str)
		}
	}
	return r
}

// float is the value of a number.
func (p *place) float() (float64, bool) {
	if !p.is(number) {
		return 0, false
	}
	f, err := strconv.ParseFloat(p.str, 64)
	return f, err == nil
}

// severity4 is the rating of FIRST's qualitative scale for a score.
func severity4(score float64) string {
	switch {
	case score >= 9:
		return "CRITICAL"
	case score >= 7:
		return "HIGH"
	case score >= 4:
		return "MEDIUM"
	case score > 0:
		return "LOW"
	}
	return "NONE"
}
