using System.Globalization;
using Krewe.Simulation.Bugs;

namespace Krewe.Simulation.CommandLine;

/// <summary>The command: many seeds side by side, or one seed again.</summary>
internal static class SimulateCommand
{
    private const string Usage = """
        krewe simulate [--seeds N] [--from SEED] [--jobs N]   lives N worlds (default 1000), says which fail and how
        krewe simulate --seed SEED [--trace] [--steps]        lives one world twice, says whether it went alike, and shows what happened
          --first         one after the other, up to the first that fails
          --bug NAME      plants a defect first, to see it found: 
        """;

    private const int TraceShown = 80;

    public static async Task<int> Run(string[] args)
    {
        int? seed = null;
        var (seeds, from, jobs, bug, trace, steps, worker, first) = (1_000, 1, Environment.ProcessorCount, (string?)null, false, false, false, false);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--seed" when Number(args, ref i, out var value): seed = value; break;
                case "--seeds" when Number(args, ref i, out var value): seeds = value; break;
                case "--from" when Number(args, ref i, out var value): from = value; break;
                case "--jobs" when Number(args, ref i, out var value) && value > 0: jobs = value; break;
                case "--bug" when i + 1 < args.Length && PlantedBugs.Names.Contains(args[i + 1]): bug = args[++i]; break;
                case "--trace": trace = true; break;
                case "--steps": trace = steps = true; break;
                case "--worker": worker = true; break;
                case "--first": worker = first = true; break;
                default:
                    Console.Error.WriteLine(Usage + string.Join(' ', PlantedBugs.Names));
                    return 2;
            }
        }
        if (seed is { } one)
            return Replay(one, bug, trace, steps);
        return worker ? Work(from, seeds, first ? 1 : jobs, bug, first) : await new SeedFarm(bug, jobs, Report).Run(from, seeds);
    }

    // Seeds from, from + stride, ...: each ends with a line for whoever asked.
    private static int Work(int from, int count, int stride, string? bug, bool first)
    {
        for (var i = 0; i < count; i++)
        {
            var run = SeedRun.Of(from + i * stride, bug);
            Console.Out.WriteLine(run.ToLine());
            Console.Out.Flush();
            if (first && !run.Passed)
                break;
        }
        return 0;
    }

    private static int Replay(int seed, string? bug, bool trace, bool steps)
    {
        var first = SeedRun.Of(seed, bug);
        var lines = new StringWriter(CultureInfo.InvariantCulture);
        var second = SeedRun.Of(seed, bug, trace || !first.Passed ? lines : null, steps);
        Show(lines, trace);
        Console.WriteLine(second);
        if (first.Hash == second.Hash)
            Console.WriteLine("  the same trace twice");
        else
            Console.Error.WriteLine($"  NOT THE SAME: the first time the trace was {first.Hash:x16}");
        return first.Hash == second.Hash && first.Passed ? 0 : 1;
    }

    private static void Report(SeedRun failed, string? bug)
    {
        Console.WriteLine(failed);
        Console.WriteLine($"  again: ./krewe simulate --seed {failed.Seed}{(bug is null ? "" : $" --bug {bug}")} --trace");
    }

    private static void Show(StringWriter lines, bool all)
    {
        var written = lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in all ? written : written.TakeLast(TraceShown))
            Console.WriteLine(line);
    }

    private static bool Number(string[] args, ref int i, out int value)
    {
        value = 0;
        return i + 1 < args.Length && int.TryParse(args[++i], CultureInfo.InvariantCulture, out value) && value >= 0;
    }
}
