package report

// glossary explains the words of a report to a reader who does not know the
// program.
func glossary() []pair {
	return []pair{
		{"Advisory", "A publisher's document about flaws in a product and what to do. Its revision says which edition."},
		{"Affected", "The installed version is one the advisory names, as far as both can be read."},
		{"Asset", "One machine or device of the operator."},
		{"Assumed", "Some answer to a fact nobody has given yet would change the tier."},
		{"Automatable", "Whether an attacker can do all steps against many systems by program (SSVC)."},
		{"Cannot tell", "The data does not decide. It counts neither as affected nor as not affected, and always has its reason."},
		{"CVE", "The public number of one flaw."},
		{"CVSS", "A published score of technical severity, 0.0 to 10.0. It sets no date here."},
		{"Due", "The end of the local day by which the fix is owed under the policy."},
		{"EPSS", "A published estimate that a flaw will be exploited soon. It sets no date here."},
		{"Evidence", "A newer inventory of the asset that shows what runs there. A person's word alone closes nothing."},
		{"Forensic investigation", "The asset must be examined for signs of an intrusion before and beside the fix."},
		{"Impact", "Technical impact: partial or total control for the attacker (SSVC)."},
		{"KEV", "CISA's catalogue of vulnerabilities known to be exploited."},
		{"Late on arrival", "The policy's own date had passed before this desk first held the finding. Counted by itself."},
		{"Line", "One fix on one asset: the unit this report counts."},
		{"Log head", "The hash of the newest entry of the log. Each entry holds the hash of the one before, so a changed log gives another head."},
		{"Missing facts", "What stands in for a fact nobody knows. flat-60: 60 days outside KEV, and public where nobody said; table-reading: not automatable, total impact, public; worst-case: the strictest."},
		{"Not applicable", "No finding is left, for another reason than the fix."},
		{"Publicly exposed", "The asset can be reached from the internet, as the operator answered."},
		{"SSVC", "Stakeholder-Specific Vulnerability Categorization: the published method behind the facts and the table."},
		{"Tier", "The outcome of the policy table: how many days a fix may take."},
		{"TLP", "Traffic Light Protocol 2.0: who may see something. CLEAR anybody, GREEN the community, AMBER the organisation and its clients, AMBER+STRICT the organisation, RED named persons."},
		{"Verified", "Evidence shows the fix on the asset."},
	}
}
