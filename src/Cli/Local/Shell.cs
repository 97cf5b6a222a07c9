using System.Diagnostics;

namespace Krewe.Cli.Local;

/// <summary>Runs a command of the system and waits for it.</summary>
internal static class Shell
{
    /// <summary>Runs it; its output is kept and told only if it fails.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message ends with what it said.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} cannot be started");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return process.ExitCode == 0
            ? await output.ConfigureAwait(false)
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', start.ArgumentList)} failed: {(await errors.ConfigureAwait(false)).Trim()}");
    }

    /// <summary>True if a program of that name is on the PATH.</summary>
    public static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
