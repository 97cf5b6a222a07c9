using System.Diagnostics;
using System.Globalization;
using Krewe.Storage.CrashWriter;

namespace Krewe.Storage.Tests.Crash;

/// <summary>A process that writes to a database until it is killed.</summary>
internal static class CrashingWriter
{
    /// <summary>Starts it, kills it with SIGKILL once it has acknowledged so many commits, and tells all it has acknowledged.</summary>
    public static async Task<List<Acknowledgement>> RunAsync(string database, int seed, int acknowledgements)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using var process = Process.Start(new ProcessStartInfo(host)
        {
            ArgumentList = { "exec", typeof(BatchStamp).Assembly.Location, database, seed.ToString(CultureInfo.InvariantCulture) },
            RedirectStandardOutput = true,
        })!;
        var seen = new List<Acknowledgement>();
        try
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (Acknowledgement.Parse(line) is { } acknowledgement)
                    seen.Add(acknowledgement);
                if (seen.Count == acknowledgements)
                    process.Kill();
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
        seen.Count.ShouldBeGreaterThanOrEqualTo(acknowledgements, "the writer ended by itself");
        return seen;
    }
}
