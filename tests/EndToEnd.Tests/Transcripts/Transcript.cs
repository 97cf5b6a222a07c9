using System.Text;
using System.Text.RegularExpressions;
using Krewe.EndToEnd.Tests.Cluster;

namespace Krewe.EndToEnd.Tests.Transcripts;

/// <summary>
/// What a script of commands printed: each command, its output and errors, and its exit code where that is not 0. What differs from run to
/// run (names that the server makes, times, addresses, versions) stands there as a word in capitals.
/// </summary>
public static partial class Transcript
{
    /// <summary>Runs the lines of a script, one after the other, each in a shell of its own.</summary>
    /// <param name="script">Commands; empty lines and those that begin with <c>#</c> are left out.</param>
    /// <param name="folder">Where they run.</param>
    /// <param name="environment">What they get besides the environment of this process.</param>
    /// <param name="names">Names that differ from run to run, and what stands for them.</param>
    /// <param name="cancellationToken">Ends the running.</param>
    public static async Task<string> RecordAsync(
        IEnumerable<string> script, string folder, IReadOnlyDictionary<string, string> environment,
        IReadOnlyDictionary<string, string> names, CancellationToken cancellationToken)
    {
        var said = new StringBuilder();
        foreach (var line in script.Where(line => line.Length > 0 && line[0] != '#'))
        {
            var printed = await CommandLine.RunAsync("bash", ["-c", $"exec 2>&1; {line}"], environment, folder: folder, cancellationToken: cancellationToken);
            said.Append("$ ").Append(line).Append('\n').Append(Steady(printed.All, names));
            if (said[^1] != '\n')
                said.Append('\n');
            if (printed.ExitCode != 0)
                said.Append($"[exit {printed.ExitCode}]\n");
        }
        return said.ToString();
    }

    private static string Steady(string output, IReadOnlyDictionary<string, string> names)
    {
        var text = names.Aggregate(output, (current, name) => current.Replace(name.Key, name.Value, StringComparison.Ordinal));
        text = Uid().Replace(text, "UID");
        text = LogPrefix().Replace(text, "LOG ");
        text = Time().Replace(text, "TIME");
        text = LongTime().Replace(text, "TIME");
        text = Address().Replace(text, "ADDRESS");
        text = Version().Replace(text, "$1VERSION$2");
        text = Generated().Replace(text, "$1-HASH-RANDOM");
        text = Hash().Replace(text, "$1-HASH");
        text = HashLabel().Replace(text, "pod-template-hash$1HASH");
        text = Age().Replace(text, "AGE");
        // Columns are as wide as what stands in them.
        text = Gap().Replace(text, "   ");
        return string.Join('\n', text.Split('\n').Select(line => line.TrimEnd()));
    }

    [GeneratedRegex(@"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")]
    private static partial Regex Uid();

    // kubectl's own log: its letter, time and process id.
    [GeneratedRegex(@"^[IWE]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ ", RegexOptions.Multiline)]
    private static partial Regex LogPrefix();

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")]
    private static partial Regex Time();

    [GeneratedRegex(@"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")]
    private static partial Regex LongTime();

    [GeneratedRegex(@"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(:\d{4,5})?\b")]
    private static partial Regex Address();

    [GeneratedRegex(@"(resourceVersion""?: ?""?)\d+(""?)")]
    private static partial Regex Version();

    // The alphabet of names that the API server makes.
    [GeneratedRegex(@"\b([a-z][a-z0-9-]*?)-[bcdf-hj-np-tv-z2456789]{6,10}-[bcdf-hj-np-tv-z2456789]{5}\b")]
    private static partial Regex Generated();

    [GeneratedRegex(@"\b([a-z][a-z0-9]*)-(?=[a-z]*\d)[bcdf-hj-np-tv-z2456789]{8,10}\b")]
    private static partial Regex Hash();

    [GeneratedRegex(@"pod-template-hash(""?[=:] ?""?)[a-z0-9]+")]
    private static partial Regex HashLabel();

    [GeneratedRegex(@"(?<![\w.%-])(\d+[hms]){1,2}(?![\w-])")]
    private static partial Regex Age();

    [GeneratedRegex(@"(?<=\S) {2,}(?=\S)")]
    private static partial Regex Gap();
}
