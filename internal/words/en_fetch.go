package words

// courier is the next step where a desk has no network.
const courier = "Without a network here: fetch on a computer that has one, fenceline fetch ... --out FOLDER on a stick, and import that folder here."

// again is the next step where a download was cut off.
const again = "Fetch again: it goes on where it stopped."

// enFetch is about bringing advisories from their publishers.
var enFetch = Catalogue{
	"kind_unreachable": {"Another computer did not answer, or not as agreed[: {cause}].", again},

	"fetch_no_network":    {"{value} cannot be found or reached from this computer[: {cause}].", "Check the name and the network. " + courier},
	"fetch_unreachable":   {"{value} does not answer[: {cause}].", "Try again later, or through a proxy: --proxy ADDRESS. " + courier},
	"fetch_cut":           {"The connection broke while {subject} was fetched[: {cause}].", again},
	"fetch_stopped":       {"The fetch was stopped. What came so far is kept.", again},
	"fetch_tls":           {"The certificate at {subject} is not one that this computer trusts[: {cause}].", "Check the name and this computer's clock. If a proxy of your own network opens connections, give its certificate: --ca FILE."},
	"fetch_status":        {"{subject} answered {status}.", "Try again later; if it stays so, ask the publisher."},
	"fetch_later":         {"{subject} asks to come back later ({status})[, in {seconds} seconds].", "Fetch again later, or more slowly: --rate 1."},
	"fetch_not_found":     {"There is nothing at {subject} ({status}).", "Check the address, or ask the publisher where it moved."},
	"fetch_forbidden":     {"{subject} does not let us in ({status}).", "Fenceline sends no passwords. Ask the publisher how the documents can be had without, or get them by other means and import the file."},
	"fetch_redirects":     {"{subject} leads from one address to the next without end.", "Ask the publisher for the address that holds."},
	"fetch_downgrade":     {"The way leads from https to {subject}, where anybody on the way could change what comes. It was not taken.", "Ask the publisher for an address that begins with https."},
	"fetch_scheme":        {"{subject} is no address of the web. Only https and http are followed.", "Give an address that begins with https. A file or folder is imported: fenceline import PATH."},
	"fetch_address":       {"{subject} cannot be read as an address.", "Write it as https://www.example.org/file.json, or name a domain."},
	"fetch_password":      {"The address {subject} holds a name or password, which is not sent.", "Leave it out; what needs a password is fetched by other means and imported from the file."},
	"fetch_inside":        {"{subject} leads into your own network, where a publisher has nothing to point at. It was not asked.", "If you mean that place, name its address yourself."},
	"fetch_outside":       {"The list names {subject}, which leads out of the publisher's folder. It was not asked for.", "Tell the publisher."},
	"fetch_too_large":     {"{subject} is larger than {size}. It was not taken.", "If you expect it to be, raise the limit: --max-file."},
	"fetch_total":         {"More than {size} came in all. The fetch ended there.", "Fetch again: it goes on from there. Or raise the limit: --max-total."},
	"fetch_documents":     {"The lists at {subject} name more than {limit} documents. The rest was left out.", "Fetch only what changed lately: --since DATE."},
	"fetch_encoded":       {"{subject} came packed ({value}) although it was asked for as it is.", "Tell the publisher; get the file by other means and import it."},
	"fetch_metadata":      {"What lies at {subject} is no list of a CSAF provider or aggregator that can be read[: {cause}].", "Check the address: it should end in provider-metadata.json or aggregator.json."},
	"fetch_listing":       {"The list of documents {subject} cannot be read[: {cause}].", "Try again later; if it stays so, tell the publisher."},
	"fetch_no_provider":   {"No CSAF provider was found at {subject}: not at /.well-known/csaf, not in security.txt, not at csaf.data.security.", "Ask the publisher for the address of its provider-metadata.json and give that."},
	"fetch_kind":          {"{subject} is nothing that is fetched by name.", "Fetch csaf, kev, epss, osv, cve or url: fenceline fetch --help."},
	"fetch_ecosystem":     {"{subject} cannot be the name of an ecosystem.", "Use a name of OSV, such as Debian, PyPI or npm."},
	"fetch_nothing_named": {"It is not said from where.", "Name a domain, an address or an ecosystem: fenceline fetch --help."},
	"fetch_proxy":         {"{subject} cannot be used as a proxy.", "Write it as http://proxy.example.org:3128."},
	"fetch_roots":         {"There is no certificate in the file of certificates[ {subject}].", "Give a file with certificates in PEM form."},
	"fetch_bundle":        {"The folder {subject} cannot be used for a bundle[: {cause}].", "Choose a folder that you may write to and that has room: --out FOLDER."},
	"fetch_bundle_busy":   {"Another fetch is writing to {subject}.", "Wait until it is done, or choose another folder."},
	"fetch_no_folder":     {"It is not said where the bundle goes.", "Choose a folder, such as one on a stick."},
	"fetch_pack":          {"{subject} is no name for an archive that is written here.", "Use a name that ends in .zip, .tar or .tar.gz."},
	"fetch_since":         {"{subject} is no day.", "Write it as 2026-11-01."},
	"fetch_number":        {"{value} is no number of requests, bytes or files that makes sense.", "Give a number above zero."},

	"fetch_wrong_hash":    {Say: "It does not fit its hash {file}. It was kept as it came; the import will set it aside, and the next fetch asks again"},
	"fetch_proof_missing": {Say: "The proof {file} could not be fetched; the next fetch asks again"},
	"fetch_renamed":       {Say: "Its own name is {name}"},

	"stage_fetch": {Say: "Fetching documents"}, "stage_fetch_find": {Say: "Looking for the provider"}, "stage_fetch_list": {Say: "Reading lists of documents"},
	"stage_fetch_bytes": {Say: "Fetching"},
}
