using System.Diagnostics;

namespace Krewe.Cli.Local;

/// <summary>Runs a command of the system and waits for it.</summary>
internal static class Shell
{
    /// <summary>Runs it; its output is kept and told only if it fails.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message ends with what it said.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        string[] words = [program, .. arguments];
        var (exitCode, output, errors) = await TryAsync(words, cancellationToken).ConfigureAwait(false);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{string.Join(' ', words)} failed: {errors.Trim()}");
    }

    /// <summary>Runs a command of silo-host that ends by itself.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is its own, which is for users.</exception>
    public static async Task<string> RunSiloHostAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        const string Prefix = "silo-host: ";
        var (exitCode, output, errors) = await TryAsync([ProgramFolder.SiloHost, .. arguments], cancellationToken).ConfigureAwait(false);
        var message = errors.Trim();
        return exitCode == 0 ? output
            : throw new InvalidOperationException(message.StartsWith(Prefix, StringComparison.Ordinal) ? message[Prefix.Length..] : message);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> TryAsync(string[] words, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(words[0])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
        };
        foreach (var argument in words.Skip(1))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{words[0]} cannot be started");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return (process.ExitCode, await output.ConfigureAwait(false), await errors.ConfigureAwait(false));
    }

    /// <summary>True if a program of that name is on the PATH.</summary>
    public static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
