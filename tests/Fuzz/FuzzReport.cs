using System.Globalization;

namespace Krewe.Fuzz;

/// <summary>What a run has found.</summary>
/// <param name="Requests">Requests that were sent.</param>
/// <param name="Took">The time they took.</param>
/// <param name="Codes">Answers by status code; 0 for connections that were closed instead.</param>
/// <param name="MemoryBefore">Memory after the first half, with everything deleted that was made.</param>
/// <param name="MemoryAfter">Memory at the end, likewise.</param>
/// <param name="Failures">What should not have happened, with the requests.</param>
internal sealed record FuzzReport(
    long Requests, TimeSpan Took, IReadOnlyDictionary<int, long> Codes, MemoryUse MemoryBefore, MemoryUse MemoryAfter, IReadOnlyList<string> Failures)
{
    public override string ToString() => string.Join('\n',
    [
        string.Create(CultureInfo.InvariantCulture, $"{Requests} requests in {Took.TotalSeconds:0.0} s, {Requests / Took.TotalSeconds:0} per second"),
        "answers: " + string.Join(", ", Codes.OrderBy(code => code.Key).Select(code => string.Create(CultureInfo.InvariantCulture, $"{code.Key}: {code.Value}"))),
        $"memory: {MemoryBefore} after the first half, {MemoryAfter} at the end",
        Failures.Count == 0 ? "nothing found" : $"{Failures.Count} found:\n\n{string.Join("\n\n", Failures)}",
    ]);
}
