package words

// NoTaskOnAsset says that no task has the asset for a target.
func NoTaskOnAsset() string {
	return Text("No task has this asset for a target. One comes up by itself when an advisory says that its software is affected.")
}

// NothingFoundOnAsset says that no advisory speaks of what runs on an asset.
func NothingFoundOnAsset() string {
	return Text("No advisory on this desk speaks of what is known to run on it.")
}

// AssetFindingsNote counts the findings that are not listed.
func AssetFindingsNote(counts string, more int) string { return dotted(counts, AndMore(more)) }

// AssetTasksNote counts an asset's tasks.
func AssetTasksNote(open, done int) string {
	return Text("{open} open, {done} done there", "open", Number(open), "done", Number(done))
}
