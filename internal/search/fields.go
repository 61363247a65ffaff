package search

// Field is a part of an advisory that can be asked for by name: "vendor:siemens".
type Field string

// Fields. The first group is what CSAF requires of "document" (2.0 section
// 3.2.1, and the TLP label that 2.1 requires), then what else a document says of
// itself, what its product tree names, who found the flaw, and where the
// document is from.
const (
	FieldTitle             Field = "title"
	FieldID                Field = "id"
	FieldCategory          Field = "category"
	FieldStandard          Field = "csaf" // csaf_version
	FieldPublisher         Field = "publisher"
	FieldPublisherCategory Field = "publisher-category"
	FieldNamespace         Field = "namespace"
	FieldStatus            Field = "status"
	FieldVersion           Field = "version"   // tracking.version
	FieldPublished         Field = "published" // initial_release_date, as 2026-01-31
	FieldModified          Field = "modified"  // current_release_date
	FieldRevised           Field = "revised"   // dates of the revision history
	FieldRevision          Field = "revision"  // numbers and summaries of it
	FieldTLP               Field = "tlp"

	FieldSeverity Field = "severity" // aggregate severity
	FieldLanguage Field = "lang"
	FieldCVE      Field = "cve" // and every other name of a flaw
	FieldCWE      Field = "cwe"
	FieldNote     Field = "note"
	FieldFix      Field = "fix" // what remediations say

	FieldVendor   Field = "vendor"
	FieldProduct  Field = "product" // full names, branches, packages
	FieldRange    Field = "product-version"
	FieldRef      Field = "product-id"
	FieldPURL     Field = "purl"
	FieldCPE      Field = "cpe"
	FieldHash     Field = "hash"
	FieldModel    Field = "model"
	FieldSerial   Field = "serial"
	FieldSKU      Field = "sku"
	FieldRelation Field = "relation"

	FieldCredit Field = "credit" // names and organisations
	FieldRole   Field = "role"   // finder, tool, ...; "validator" for all who looked it over

	FieldValidated Field = "validated" // names of those who looked the flaw or its fix over

	FieldBadge  Field = "badge"
	FieldFormat Field = "format"
	FieldSource Field = "source" // the file it came in
)

// weight says how a field takes part in a question without a field name.
type weight byte

const (
	silent weight = iota // only under its own name
	body                 // found by its words
	strong               // found by its words, before those of the body
)

// rule is how a field is indexed.
type rule struct {
	weight weight
	whole  bool // its value is one term, matched whole: a word out of a short list
}

var fields = map[Field]rule{
	FieldTitle: {weight: strong}, FieldID: {weight: strong}, FieldCategory: {}, FieldStandard: {whole: true},
	FieldPublisher: {weight: strong}, FieldPublisherCategory: {}, FieldNamespace: {weight: body}, FieldStatus: {whole: true},
	FieldVersion: {whole: true}, FieldPublished: {}, FieldModified: {}, FieldRevised: {}, FieldRevision: {weight: body}, FieldTLP: {whole: true},
	FieldSeverity: {}, FieldLanguage: {}, FieldCVE: {weight: strong}, FieldCWE: {weight: body}, FieldNote: {weight: body}, FieldFix: {weight: body},
	FieldVendor: {weight: strong}, FieldProduct: {weight: strong}, FieldRange: {weight: silent}, FieldRef: {weight: silent}, FieldPURL: {weight: body},
	FieldCPE: {weight: body}, FieldHash: {weight: body}, FieldModel: {weight: body}, FieldSerial: {weight: body}, FieldSKU: {weight: body},
	FieldRelation: {}, FieldCredit: {weight: body}, FieldRole: {whole: true}, FieldValidated: {},
	FieldBadge: {whole: true}, FieldFormat: {whole: true}, FieldSource: {weight: silent},
}

// Column is a value of each document to show, filter and sort by.
type Column string

// Columns of text.
const (
	ColumnKey               Column = "key"
	ColumnID                Column = "id"
	ColumnTitle             Column = "title"
	ColumnCategory          Column = "category"
	ColumnStandard          Column = "csaf"
	ColumnPublisher         Column = "publisher"
	ColumnPublisherCategory Column = "publisher-category"
	ColumnNamespace         Column = "namespace"
	ColumnStatus            Column = "status"
	ColumnVersion           Column = "version"
	ColumnRevision          Column = "revision" // summary of the newest entry of the revision history
	ColumnTLP               Column = "tlp"
	ColumnSeverity          Column = "severity"
	ColumnLanguage          Column = "lang"
	ColumnCVE               Column = "cve"     // the first of its names
	ColumnVendor            Column = "vendor"  // the first of its products, in the order of letters
	ColumnProduct           Column = "product" // as above
	ColumnBadge             Column = "badge"
	ColumnFormat            Column = "format"
)

// Columns of numbers: instants in seconds since 1970, 0 where not stated.
const (
	ColumnPublished Column = "published"
	ColumnModified  Column = "modified"
	ColumnRevised   Column = "revised"   // newest date of the revision history
	ColumnReceived  Column = "received"  // first revision
	ColumnArrived   Column = "arrived"   // the revision in force
	ColumnWithdrawn Column = "withdrawn" // an instant
	ColumnCVSS      Column = "cvss"      // highest base score, in tenths
	ColumnRevisions Column = "revisions" // kept here
)

var textColumns = []Column{ColumnKey, ColumnID, ColumnTitle, ColumnCategory, ColumnStandard, ColumnPublisher, ColumnPublisherCategory,
	ColumnNamespace, ColumnStatus, ColumnVersion, ColumnRevision, ColumnTLP, ColumnSeverity, ColumnLanguage, ColumnCVE, ColumnVendor,
	ColumnProduct, ColumnBadge, ColumnFormat}

var numberColumns = []Column{ColumnPublished, ColumnModified, ColumnRevised, ColumnReceived, ColumnArrived, ColumnWithdrawn, ColumnCVSS, ColumnRevisions}
