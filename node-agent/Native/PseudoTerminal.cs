using System.Globalization;
using Krewe.Protocol.Streams;
using Microsoft.Win32.SafeHandles;

namespace Krewe.NodeAgent.Native;

/// <summary>A terminal without a screen: a program runs at <see cref="Path"/>, and this end is its keyboard and screen.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private readonly SafeFileHandle _handle;

    private PseudoTerminal(SafeFileHandle handle, string path)
    {
        (_handle, Path) = (handle, path);
        // No buffer: what is typed is sent, and a read gives what is there.
        Stream = new FileStream(handle, FileAccess.ReadWrite, bufferSize: 0, isAsync: false);
    }

    /// <summary>The program's end.</summary>
    public string Path { get; }

    /// <summary>What the program writes can be read here, and what is written here is typed. Reads fail when nobody has the program's end open any more.</summary>
    public FileStream Stream { get; }

    /// <summary>Makes one.</summary>
    /// <exception cref="IOException">The machine has none.</exception>
    public static PseudoTerminal Open()
    {
        var handle = SystemCalls.OpenTerminal(out var number);
        return new PseudoTerminal(handle, "/dev/pts/" + number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Changes its size; the program gets a signal.</summary>
    public void Resize(TerminalSize size) => SystemCalls.ResizeTerminal(_handle, size.Height, size.Width);

    /// <inheritdoc/>
    public void Dispose() => Stream.Dispose();
}
