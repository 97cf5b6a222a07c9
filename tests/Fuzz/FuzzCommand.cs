using System.Globalization;
using System.Security.Cryptography;

namespace Krewe.Fuzz;

/// <summary><c>./krewe fuzz --requests N --seed S</c>: sends random requests to a gateway of its own, and says what should not have happened.</summary>
internal static class FuzzCommand
{
    private const string Usage = """
        krewe fuzz [--requests N] [--seed S] [--connections C] [--only I]
          --requests     how many requests to send (20000)
          --seed         where the randomness starts; printed, so that a run can be repeated
          --connections  how many send at the same time (8)
          --only         send the request of this number alone and print it with its answer
        """;

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var options = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["--requests"] = 20_000,
            ["--seed"] = RandomNumberGenerator.GetInt32(int.MaxValue),
            ["--connections"] = 8,
            ["--only"] = -1,
        };
        for (var i = 0; i < args.Length; i += 2)
        {
            if (!options.ContainsKey(args[i]) || i + 1 == args.Length || !long.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                await output.WriteLineAsync(Usage);
                return 2;
            }
            options[args[i]] = value;
        }

        await using var target = await FuzzTarget.StartAsync();
        var run = new FuzzRun(target, (int)options["--seed"], TimeProvider.System, isAlone: true);
        if (options["--only"] is >= 0 and var only)
        {
            await output.WriteLineAsync(await run.ReplayAsync(only));
            return 0;
        }
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{options["--requests"]} requests, seed {options["--seed"]}"));
        var report = await run.RunAsync(options["--requests"], (int)options["--connections"], output);
        await output.WriteLineAsync(report.ToString());
        return report.Failures.Count == 0 ? 0 : 1;
    }
}
