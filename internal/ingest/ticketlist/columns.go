package ticketlist

import (
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/table"
)

// headers are the names of columns by what they hold, as the export dialogues and
// documentation of ServiceNow, Jira, GLPI, Freshservice, ConnectWise, Nessus and
// Qualys and the federal template for plans of action name them, and as people do.
var headers = []table.Header{
	{"about", []string{"cve", "cves", "ucve", "cveid", "cveids", "cvelist", "vulnerability", "vulnerabilityid", "vulnerabilityids", "vuln", "vulnid", "advisory", "advisoryid", "advisories",
		"bulletin", "bulletinid", "kb", "kbid", "kbarticle", "kbnumber", "hotfix", "hotfixid", "update", "patch", "patchid", "task", "taskid", "fencelinetask", "weaknesssourceidentifier", "xref", "flaw"}},
	{"ticket", []string{"ticket", "ticketid", "ticketnumber", "ticketno", "number", "issuekey", "key", "poamid", "requestid", "changenumber", "change", "changerequest", "incident",
		"incidentnumber", "exceptionid", "exceptionnumber", "riskid", "risk", "reference", "ref", "id"}},
	{"asset", []string{"asset", "assetname", "affectedasset", "affectedassets", "configurationitem", "cmdbci", "ci", "hostname", "host", "computer", "computername", "device", "devicename",
		"machine", "system", "systemname", "server", "dns", "dnsname", "netbios", "netbiosname", "fqdn", "configuration", "assetidentifier", "associateditems", "items", "affectedci", "affectedcis", "name"}},
	{"serial", []string{"serialnumber", "serial", "serialno", "servicetag"}},
	{"asset-tag", []string{"assettag", "tagnumber", "inventorynumber"}},
	{"ip", []string{"ip", "ipaddress", "ipv4", "ipaddresses"}},
	{"state", []string{"state", "status", "ticketstatus", "ticketstate", "issuestatus", "stage", "phase"}},
	{"owner", []string{"assignedto", "assignee", "owner", "technician", "resource", "resources", "agent", "responsible", "responsibleperson", "pointofcontact", "assignedtechnician", "assigned"}},
	{"planned", []string{"planned", "planneddate", "plannedfor", "scheduled", "scheduleddate", "scheduledfor", "scheduledstart", "plannedstart", "plannedstartdate", "scheduledcompletiondate", "patchdate"}},
	{"approver", []string{"approver", "approvedby", "acceptedby", "riskowner", "authorizedby", "authorisedby", "signedby", "exceptionapprover"}},
	{"end", []string{"end", "enddate", "expires", "expiresat", "expirydate", "expirationdate", "expiry", "expiration", "validuntil", "until", "exceptionend", "exceptionexpires", "acceptedto", "accepteduntil", "validto"}},
	{"review", []string{"review", "reviewdate", "reviewon", "nextreview", "reviewby"}},
	{"control", []string{"control", "controls", "compensatingcontrol", "compensatingcontrols", "mitigation", "mitigations", "mitigatingcontrol", "mitigatingcontrols", "workaround", "mitigatingfactors"}},
	{"reason", []string{"reason", "justification", "businessjustification", "onholdreason", "rationale", "exceptionreason", "resolution", "closenotes", "resolutionnotes", "pendingreason"}},
	{"note", []string{"notes", "note", "comments", "comment", "remarks", "worknotes", "lastcomment"}},
	{"summary", []string{"summary", "shortdescription", "title", "subject", "description", "weaknessname", "weaknessdescription", "pluginname", "synopsis", "details", "vulnerabilitytitle"}},
}

// many are the fields that several columns may fill together.
var many = []string{"about", "summary", "asset"}

// vocabulary is what columns of lists of tickets can hold.
var vocabulary = table.Vocabulary{Headers: headers, Fields: domain.TicketFields, Many: func(field string) bool { return slices.Contains(many, field) }}

// naming are the fields that say what a ticket is about.
var naming = []string{"about", "summary"}

func isDay(field string) bool { return field == "planned" || field == "end" || field == "review" }

// tools are the columns by which a tool's export is known, folded.
var tools = []struct {
	name string
	has  []string
}{
	{"ServiceNow", []string{"number", "shortdescription"}},
	{"Jira", []string{"issuekey", "summary"}},
	{"ConnectWise", []string{"ticket", "summary", "resources"}},
	{"Freshservice", []string{"ticketid", "subject"}},
	{"Nessus", []string{"pluginid", "host"}},
	{"Qualys", []string{"qid"}},
}

func toolOf(cells []string) string {
	has := map[string]bool{}
	for _, cell := range cells {
		has[table.Fold(cell)] = true
	}
	for _, t := range tools {
		if !slices.ContainsFunc(t.has, func(name string) bool { return !has[name] }) {
			return t.name
		}
	}
	return ""
}

// stands are the words for where a ticket stands, folded.
var stands = byWord(map[domain.Stand][]string{
	domain.StandOpen:          {"open", "new", "todo", "backlog", "active", "unassigned", "reopened", "accepted", "confirmed", "registered", "outstanding", "notstarted", "delayed", "overdue", "fixopen", "opened", "submitted"},
	domain.StandPlanned:       {"planned", "scheduled", "approved", "readyforimplementation", "changescheduled", "selectedfordevelopment", "implement"},
	domain.StandStarted:       {"inprogress", "started", "workinprogress", "assigned", "underway", "ongoing", "implementing", "implementation", "processing", "processingassigned", "work", "wip", "testing", "intesting"},
	domain.StandBlocked:       {"blocked", "onhold", "pending", "waiting", "hold", "waitingforvendor", "vendordependency", "pendingvendor", "awaitingvendor", "waitingonvendor", "waitingforcustomer", "waitingoncustomer", "deferred", "stalled", "processingplanned"},
	domain.StandDone:          {"done", "closed", "resolved", "fixed", "completed", "complete", "installed", "patched", "implemented", "remediated", "solved", "closedcomplete", "mitigated", "verified", "finished"},
	domain.StandException:     {"exception", "riskaccepted", "acceptedrisk", "riskacceptance", "exceptiongranted", "exceptionapproved", "waived", "waiver", "accept", "operationalrequirement", "riskadjustment"},
	domain.StandNotApplicable: {"notapplicable", "falsepositive", "fp", "notaffected", "ignored", "invalid", "cancelled", "canceled", "wontfix", "rejected", "duplicate", "notabug"},
})

func byWord(all map[domain.Stand][]string) map[string]domain.Stand {
	out := map[string]domain.Stand{}
	for stand, words := range all {
		for _, word := range words {
			out[word] = stand
		}
	}
	return out
}
