package report

import "fenceline/internal/words"

// glossary explains the words of a report to a reader who does not know the
// program.
func glossary() []pair {
	return []pair{
		{words.Text("Advisory"), words.Text("A publisher's document about flaws in a product and what to do. Its revision says which edition.")},
		{words.Text("Affected"), words.Text("The installed version is one the advisory names, as far as both can be read.")},
		{words.Text("Asset"), words.Text("One machine or device of the operator.")},
		{words.Text("Assumed"), words.Text("Some answer to a fact nobody has given yet would change the tier.")},
		{words.Text("Automatable"), words.Text("Whether an attacker can do all steps against many systems by program (SSVC).")},
		{words.Text("Cannot tell"), words.Text("The data does not decide. It counts neither as affected nor as not affected, and always has its reason.")},
		{"CVE", words.Text("The public number of one flaw.")},
		{"CVSS", words.Text("A published score of technical severity, 0.0 to 10.0. It sets no date here.")},
		{words.Text("Due"), words.Text("The end of the local day by which the fix is owed under the policy.")},
		{"EPSS", words.Text("A published estimate that a flaw will be exploited soon. It sets no date here.")},
		{words.Text("Evidence"), words.Text("A newer inventory of the asset that shows what runs there. A person's word alone closes nothing.")},
		{words.Text("Forensic investigation"), words.Text("The asset must be examined for signs of an intrusion before and beside the fix.")},
		{words.Text("Impact"), words.Text("Technical impact: partial or total control for the attacker (SSVC).")},
		{"KEV", words.Text("CISA's catalogue of vulnerabilities known to be exploited.")},
		{words.Text("Late on arrival"), words.Text("The policy's own date had passed before this desk first held the finding. Counted by itself.")},
		{words.Text("Line"), words.Text("One fix on one asset: the unit this report counts.")},
		{words.Text("Log head"), words.Text("The hash of the newest entry of the log. Each entry holds the hash of the one before, so a changed log gives another head.")},
		{words.Text("Missing facts"), words.Text("What stands in for a fact nobody knows. flat-60: 60 days outside KEV, and public where nobody said; table-reading: not automatable, total impact, public; worst-case: the strictest.")},
		{words.Text("Not applicable"), words.Text("No finding is left, for another reason than the fix.")},
		{words.Text("Publicly exposed"), words.Text("The asset can be reached from the internet, as the operator answered.")},
		{"SSVC", words.Text("Stakeholder-Specific Vulnerability Categorization: the published method behind the facts and the table.")},
		{words.Text("Tier"), words.Text("The outcome of the policy table: how many days a fix may take.")},
		{"TLP", words.Text("Traffic Light Protocol 2.0: who may see something. CLEAR anybody, GREEN the community, AMBER the organisation and its clients, AMBER+STRICT the organisation, RED named persons.")},
		{words.Text("Verified"), words.Text("Evidence shows the fix on the asset.")},
	}
}
