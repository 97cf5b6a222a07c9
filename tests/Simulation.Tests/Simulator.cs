using System.Diagnostics;
using Krewe.Simulation.CommandLine;

namespace Krewe.Simulation.Tests;

/// <summary>Runs seeds in processes of their own, for a simulation needs a pool of one thread.</summary>
internal static class Simulator
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs every <paramref name="stride"/>th seed of a range.</summary>
    public static Task<IReadOnlyList<SeedRun>> Run(int from, int count, int stride = 1) =>
        Work("--worker", "--from", $"{from}", "--seeds", $"{count}", "--jobs", $"{stride}");

    /// <summary>Runs seeds from the first one with a defect planted, up to the one that finds it.</summary>
    public static Task<IReadOnlyList<SeedRun>> Hunt(string bug, int most) => Work("--first", "--seeds", $"{most}", "--bug", bug);

    private static async Task<IReadOnlyList<SeedRun>> Work(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "Krewe.Simulation.dll")))
            start.ArgumentList.Add(argument);
        using var worker = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            var runs = new List<SeedRun>();
            while (await worker.StandardOutput.ReadLineAsync(limit.Token) is { } line)
                runs.Add(SeedRun.Parse(line));
            await worker.WaitForExitAsync(limit.Token);
            worker.ExitCode.ShouldBe(0);
            return runs;
        }
        finally
        {
            if (!worker.HasExited)
                worker.Kill();
        }
    }
}
