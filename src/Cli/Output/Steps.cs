using Spectre.Console;

namespace Krewe.Cli.Output;

/// <summary>Shows what a command is doing: one line for each step, with its time, and a spinner on terminals meanwhile.</summary>
internal sealed class Steps(IAnsiConsole console, TimeProvider time)
{
    /// <summary>Does one step under a heading; an exception ends the line with a cross and goes on to the caller.</summary>
    public async Task<T> DoAsync<T>(string heading, Func<Task<T>> step)
    {
        var started = time.GetTimestamp();
        try
        {
            var result = console.Profile.Capabilities.Interactive
                ? await console.Status().StartAsync(Markup.Escape(heading), _ => step()).ConfigureAwait(false)
                : await step().ConfigureAwait(false);
            console.MarkupLineInterpolated($"  [green]ok[/]  {heading} [grey]({time.GetElapsedTime(started).TotalSeconds:0.0} s)[/]");
            return result;
        }
        catch
        {
            console.MarkupLineInterpolated($"  [red]--[/]  {heading}");
            throw;
        }
    }

    /// <summary>Does one step that has no result.</summary>
    public Task DoAsync(string heading, Func<Task> step) => DoAsync(heading, async () =>
    {
        await step().ConfigureAwait(false);
        return true;
    });

    /// <summary>Tells something that the user should know and that is no failure.</summary>
    public void Note(string text) => console.MarkupLineInterpolated($"  [yellow]!![/]  {text}");
}
