using Spectre.Console;

namespace Krewe.Cli.Output;

/// <summary>Where commands print: with colours on a terminal, as plain lines into files and pipes.</summary>
internal static class Terminal
{
    public static IAnsiConsole Create()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = Console.IsOutputRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = Console.IsOutputRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        // Lines in files and pipes are not wrapped.
        if (Console.IsOutputRedirected)
            console.Profile.Width = 1000;
        return console;
    }
}
