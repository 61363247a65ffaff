package words

import "fenceline/internal/domain"

// enCheckRules are the findings of the CSAF validator about the rest: revisions,
// status, scores, profiles, sharing, licences, extensions, language.
var enCheckRules = Catalogue{
	"csaf_tally_one":         {Say: "{n} document validated,"},
	"csaf_tally_many":        {Say: "{n} documents validated,"},
	"csaf_tally_invalid":     {Say: "{n} invalid."},
	"csaf_tally_passed_one":  {Say: "{n} file of another format was passed over."},
	"csaf_tally_passed_many": {Say: "{n} files of other formats were passed over."},

	"check_history_order":     {Say: "By date, revision {before} comes before revision {after}."},
	"check_history_zero":      {Say: "Revision {number} is a draft's, but the document is released."},
	"check_history_pre":       {Say: "Revision {number} is a pre-release."},
	"check_history_build":     {Say: "Revision {number} has build metadata."},
	"check_history_start":     {Say: "The first revision is {number}; it should be 0 or 1."},
	"check_history_gap":       {Say: "Before revision {number}, version {missing} is missing."},
	"check_history_misplaced": {Say: "Before revision {number}, version {missing} is missing; it is there, but at another date."},
	"check_history_huge":      {Say: "Revision {number} leaves out others before it."},
	"check_history_twice":     {Say: "Revision {number} occurs more than once."},
	"check_history_same_time": {Say: "Two revisions have the same time {date}."},
	"check_version_latest":    {Say: "The document's version is {version}, the last revision is {last}."},
	"check_version_pre":       {Say: "The version {version} is a pre-release, but the document is released."},
	"check_status_draft":      {Say: "The version {version} is a draft's, but the status is {status}."},
	"check_versioning_mixed":  {Say: "Revision {number} and version {version} mix integer and semantic versioning."},
	"check_initial_older":     {Say: "The initial release {date} is older than the oldest revision {oldest}."},
	"check_current_older":     {Say: "The current release {date} is older than the newest revision {newest}."},

	"check_date":                {Say: "{value} breaks the rules for times: T, a zone, capital letters, no leap second."},
	"check_disclosure_newer":    {Say: "The disclosure date {date} is newer than the newest revision, of {newest}."},
	"check_timestamp_newer":     {Say: "The time {date} is newer than the newest revision, of {newest}."},
	"check_exploitation_newer":  {Say: "The exploitation date {date} is newer than {known}, when it became known."},
	"check_epss_old":            {Say: "The youngest EPSS, of {date}, is more than 15 days older than the newest revision, of {newest}."},
	"check_involvement_twice":   {Say: "The party {party} is involved twice at {date}."},
	"check_involvement_date":    {Say: "The involvement has no date."},
	"check_status_contradicts":  {Say: "The product {product} stands in groups that contradict each other: {groups}."},
	"check_flags_twice":         {Say: "The product {product} has more than one flag that says why it is not affected."},
	"check_flag_of_nothing":     {Say: "The flag does not say for which products it is."},
	"check_remediation_missing": {Say: "There is no remediation for the product {product}."},

	"check_remediation_of_nothing": {Say: "The remediation does not say for which products it is."},
	"check_remedies_contradict":    {Say: "For the product {product}, the remediations {first} and {second} contradict each other."},
	"check_remedy_against_status":  {Say: "The remediation {category} contradicts the status of the product {product}: {group}."},
	"check_remedy_discouraged":     {Say: "The remediation {category} is discouraged for the status of the product {product}: {group}."},

	"check_metric_missing":         {Say: "There is no score or metric for the affected product {product}."},
	"check_scored_twice":           {Say: "The product {product} has more than one CVSS {version} score of one source."},
	"check_rated_and_scored":       {Say: "The product {product} has both CVSS and a qualitative severity rating of one source."},
	"check_rating_by_issuer":       {Say: "The issuing party itself gives no more than a qualitative severity rating."},
	"check_rating_used":            {Say: "A qualitative severity rating is used; it says nothing about how it came about."},
	"check_fixed_scored":           {Say: "The product {product} is fixed, but a CVSS score that applies to it is not 0."},
	"check_cvss_score":             {Say: "{member} is {stated}; the vector comes to {computed}."},
	"check_cvss_severity":          {Say: "{member} is {stated}; the vector comes to {computed}."},
	"check_cvss_severity_range":    {Say: "The severity {value} does not fit the score {score}."},
	"check_cvss_decimals":          {Say: "The score {value} has more than one decimal."},
	"check_cvss_vector":            {Say: "The vector {vector} cannot be computed: a metric is missing or stands twice."},
	"check_cvss_inconsistent":      {Say: "{member} is {value}, but the vector says otherwise: {vector}."},
	"check_cvss2_only":             {Say: "The product {product} has no score newer than CVSS 2.0."},
	"check_cvss30":                 {Say: "CVSS 3.0 is used; 3.1 is recommended."},
	"check_cvss4_missing":          {Say: "There is no CVSS 4.0 beside the older CVSS."},
	"check_cvss4_uncovered":        {Say: "The affected product {product} has no CVSS at all."},
	"check_ssvc_target":            {Say: "{target} is neither the CVE nor one of the ids of the vulnerability."},
	"check_ssvc_target_document":   {Say: "{target} is the document's own id, but the document has several vulnerabilities."},
	"check_ssvc_point":             {Say: "The namespace {namespace} has no decision point {key}."},
	"check_ssvc_version":           {Say: "The decision point {key} has no version {version}."},
	"check_ssvc_name":              {Say: "The name is {got}; it should be {want}."},
	"check_ssvc_value":             {Say: "The decision point {name} has no value {value} in version {version}."},
	"check_ssvc_order":             {Say: "The value {value} of {name} stands at the wrong place."},
	"check_ssvc_latest":            {Say: "The decision point {key} is used in version {version}; {latest} was the latest at that time."},
	"check_ssvc_unregistered":      {Say: "The namespace {namespace} is not registered, or not known to this program."},
	"check_ssvc_extended":          {Say: "The namespace {namespace} is an extension, whose meaning readers may not know."},
	"check_ssvc_resource":          {Say: "No decision point resource mentions the namespace {namespace}."},
	"check_category_prefix":        {Say: "The category {category} starts with csaf_, which is reserved."},
	"check_category_profile":       {Say: "The category {category} is the name of the profile {profile}."},
	"check_profile_note":           {Say: "No note of the document is a description, details, general or a summary."},
	"check_profile_reference":      {Say: "No reference of the document is external."},
	"check_profile_description":    {Say: "No note of the document is a description."},
	"check_profile_excess":         {Say: "A document of the profile {profile} has no member {member}."},
	"check_profile_lacks":          {Say: "A document of the profile {profile} needs the member {member}."},
	"check_profile_history":        {Say: "A document of the profile {profile} has at least two revisions."},
	"check_profile_deprecated":     {Say: "The profile {category} is deprecated."},
	"check_vex_status":             {Say: "The vulnerability says of no product that it is fixed, affected, not affected or under investigation."},
	"check_vex_id":                 {Say: "The vulnerability has neither a CVE nor another id."},
	"check_vex_id_of_product":      {Say: "No id of the vulnerability is for the product {product}."},
	"check_vex_impact":             {Say: "Nothing says why the product {product} is not affected."},
	"check_vex_action":             {Say: "Nothing says what to do about the affected product {product}."},
	"check_note_title_missing":     {Say: "There is no note with the title {title}."},
	"check_note_title_twice":       {Say: "There is more than one note with the title {title}."},
	"check_note_category":          {Say: "The note {title} has the category {got} and needs {want}."},
	"check_reference_successor":    {Say: "No reference has a summary that starts with {summary}."},
	"check_reference_category":     {Say: "The reference {summary} needs the category external."},
	"check_no_translation":         {Say: "No translation of {term} into {language} is recorded, so this was not tested."},
	"check_fixed_without_affected": {Say: "The product {product} is fixed, but no affected version of it is listed."},
	"check_affected_without_fixed": {Say: "The product {product} is affected, but no fixed version of it is listed."},

	"check_sharing_max":           {Say: "The sharing group is that for everybody, but the label is {label}."},
	"check_sharing_clear":         {Say: "A document labelled CLEAR has no sharing group but that for everybody."},
	"check_sharing_name":          {Say: "The name of this sharing group must be {want}."},
	"check_sharing_name_reserved": {Say: "The name {name} is reserved for another sharing group."},
	"check_sharing_uses_max":      {Say: "The id of the sharing group is the highest UUID."},
	"check_sharing_uses_nil":      {Say: "The id of the sharing group is the nil UUID."},
	"check_sharing_on_clear":      {Say: "A document labelled CLEAR should have no sharing group."},
	"check_tlp_missing":           {Say: "The document has no TLP label."},

	"check_license_expression":   {Say: "{license} is no SPDX license expression."},
	"check_license_deprecated":   {Say: "The license {license} is deprecated."},
	"check_license_unknown":      {Say: "The license {license} does not exist."},
	"check_license_unregistered": {Say: "The license {license} stands neither in the SPDX list nor in the ScanCode LicenseDB."},

	"check_extension_unsupported":  {Say: "This program does not support the {class} extension {extension}; its content was not tested."},
	"check_extension_often":        {Say: "The extension {extension} may occur here {most} times at most."},
	"check_extension_incompatible": {Say: "The extension {extension} does not go together with {other}."},
	"check_extension_class":        {Say: "The extension {extension} is no {want} one."},
	"check_extension_critical":     {Say: "The extension {extension} is critical."},
	"check_extension_experimental": {Say: "The extension {extension} is experimental."},
	"check_extension_essential":    {Say: "The extension {extension} is essential: who does not know it misunderstands the document."},
	"check_extension_used":         {Say: "Extensions are used at {path}."},

	"check_language_unknown":     {Say: "{language} is no language tag whose parts exist."},
	"check_language_private":     {Say: "The language {language} has a part for private use: {part}."},
	"check_language_default":     {Say: "The language is i-default."},
	"check_language_same":        {Say: "The document and its source have the same language {language}."},
	"check_language_unsupported": {Say: "This program cannot check texts in the language {language}."},
	"check_spelling":             {Say: "{word} may be misspelt: {want}."},
	"check_grammar":              {Say: "The phrase \"{phrase}\" may be wrong ({rule})."},
	"check_id_in_title":          {Say: "The title repeats the document's id {id}."},
}

// Check is the sentence of a finding of the CSAF validator. A value it begins with
// keeps its small letter.
func Check(code domain.Code, params domain.Params) string { return phrase(code, params) }

// CSAFTally sums up a run of the validator: documents, invalid ones, and files of
// other formats that were passed over.
func CSAFTally(documents, invalid, passed int) string {
	out := count("csaf_tally", documents) + " " + say("csaf_tally_invalid", "n", Number(invalid))
	if passed > 0 {
		out += " " + count("csaf_tally_passed", passed)
	}
	return out
}
