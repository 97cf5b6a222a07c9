using System.Diagnostics;

namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>A program of the clone that runs until it is ended, and all that it has printed.</summary>
internal sealed class LoggedProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];

    private LoggedProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public string Printed
    {
        get
        {
            lock (_lines)
                return string.Join('\n', _lines);
        }
    }

    /// <summary>Starts a program: with <c>dotnet</c> where it is an assembly.</summary>
    public static LoggedProcess Start(string program, params IEnumerable<string> words)
    {
        var process = new Process { StartInfo = Command(program, words) };
        var logged = new LoggedProcess(process);
        process.OutputDataReceived += logged.Take;
        process.ErrorDataReceived += logged.Take;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return logged;
    }

    /// <summary>Sends a signal, such as <c>KILL</c>, <c>STOP</c> or <c>CONT</c>.</summary>
    public Task SignalAsync(string signal) =>
        CommandLine.MustAsync("kill", ["-" + signal, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);

    /// <summary>Ends it as a power failure would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo Command(string program, IEnumerable<string> words)
    {
        var command = program.EndsWith(".dll", StringComparison.Ordinal) ? new ProcessStartInfo("dotnet", [program, .. words]) : new ProcessStartInfo(program, words);
        (command.RedirectStandardOutput, command.RedirectStandardError, command.WorkingDirectory) = (true, true, "/");
        return command;
    }

    private void Take(object sender, DataReceivedEventArgs line)
    {
        lock (_lines)
        {
            if (line.Data is not null)
                _lines.Add(line.Data);
        }
    }
}
