package domain

// PolicySeverity is the name of the table of an operator's own days by severity.
const PolicySeverity = "by-severity"

// bySeverity is a plain table for operators who go by the CVSS severity rating
// (CVSS 3.1 section 5, 4.0 section 6): it knows neither KEV nor exposure. It is
// this program's own; nobody publishes it.
func bySeverity() Table {
	return Table{
		Name: PolicySeverity, Version: "1.0.0", Title: "Days by CVSS severity", Source: "Fenceline",
		Inputs:  []Input{{Name: "Severity", Fact: FactSeverity, Values: []string{"none", "low", "medium", "high", "critical"}, Missing: "medium"}},
		Outcome: "Timeline",
		Rows: [][]string{
			{"none", string(TierUpgrade)},
			{"low", string(TierUpgrade)},
			{"medium", string(Tier60Days)},
			{"high", string(Tier14Days)},
			{"critical", string(Tier3Days)},
		},
	}
}
