using System.Diagnostics;
using System.Globalization;

namespace Krewe.Simulation.CommandLine;

/// <summary>Lives many worlds in worker processes side by side, for each has one thread only, and sums up.</summary>
internal sealed class SeedFarm(string? bug, int jobs, Action<SeedRun, string?> report)
{
    private readonly List<SeedRun> _runs = [];

    /// <summary>Runs the seeds; 0 where all hold.</summary>
    public async Task<int> Run(int from, int seeds)
    {
        var began = TimeProvider.System.GetTimestamp();
        var ends = await Task.WhenAll(Enumerable.Range(0, jobs).Select(job => Work(from + job, (seeds - job + jobs - 1) / jobs)));
        var took = TimeProvider.System.GetElapsedTime(began);
        var failed = _runs.Count(static run => !run.Passed);
        var simulated = TimeSpan.FromTicks(_runs.Sum(static run => run.Simulated.Ticks));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{_runs.Count} seeds, {failed} failed; {_runs.Sum(static run => run.Steps)} steps, {_runs.Sum(static run => run.Writes)} writes, {simulated.TotalHours:0.0} h in {took.TotalSeconds:0} s: {simulated / took:0} times as fast as they happen"));
        return failed == 0 && _runs.Count == seeds && Array.TrueForAll(ends, static end => end == 0) ? 0 : 1;
    }

    private async Task<int> Work(int from, int count)
    {
        if (count <= 0)
            return 0;
        using var worker = Process.Start(Command(from, count))!;
        while (await worker.StandardOutput.ReadLineAsync() is { } line)
        {
            var run = SeedRun.Parse(line);
            lock (_runs)
                _runs.Add(run);
            if (!run.Passed)
                report(run, bug);
        }
        await worker.WaitForExitAsync();
        return worker.ExitCode;
    }

    private ProcessStartInfo Command(int from, int count)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(SeedFarm).Assembly.Location);
        string[] arguments = ["--worker", "--from", $"{from}", "--seeds", $"{count}", "--jobs", $"{jobs}", .. bug is null ? [] : (string[])["--bug", bug]];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }
}
