using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>A program that a user has running in a terminal of their own: what it has printed so far, and what they type.</summary>
public sealed class RunningCommand : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _printed = new();
    private readonly SemaphoreSlim _news = new(0);

    private RunningCommand(Process process) => _process = process;

    /// <summary>Starts it.</summary>
    public static RunningCommand Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = "/",
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var command = new RunningCommand(new Process { StartInfo = start });
        command._process.OutputDataReceived += command.Take;
        command._process.ErrorDataReceived += command.Take;
        command._process.Start();
        command._process.BeginOutputReadLine();
        command._process.BeginErrorReadLine();
        return command;
    }

    public string Printed
    {
        get
        {
            lock (_printed)
                return _printed.ToString();
        }
    }

    /// <summary>Waits until what it has printed matches; gives the match.</summary>
    public async Task<Match> UntilAsync(string pattern, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Regex.Match(Printed, pattern) is { Success: true } match)
                return match;
            _process.HasExited.ShouldBeFalse($"it ended without printing {pattern}:\n{Printed}");
            await _news.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Types a line.</summary>
    public async Task TypeAsync(string line, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteAsync((line + "\n").AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
    }

    /// <summary>Waits for its end; gives the exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _news.Dispose();
    }

    private void Take(object sender, DataReceivedEventArgs line)
    {
        lock (_printed)
            _printed.Append(line.Data).Append('\n');
        _news.Release();
    }
}
