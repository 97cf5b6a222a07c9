using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Krewe.Storage.Snapshots;

namespace Krewe.Storage.Backups;

/// <summary>Writes a backup from front to back; see <see cref="BackupFormat"/>. What is not complete is no backup, and readers say so.</summary>
public static class BackupWriter
{
    /// <summary>Writes a whole backup.</summary>
    /// <param name="output">Left open; it need not seek.</param>
    /// <param name="header">Its <see cref="BackupHeader.TakenAt"/> was read before <paramref name="snapshot"/> is.</param>
    /// <param name="files">Small files that belong to the state.</param>
    /// <param name="snapshot">The state.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WriteAsync(
        Stream output, BackupHeader header, IReadOnlyList<BackupFile> files, IAsyncEnumerable<SnapshotEntry> snapshot, CancellationToken cancellationToken)
    {
        using var checksum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var firstLine = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{BackupFormat.Name}{BackupFormat.Version}\n"));
        checksum.AppendData(firstLine);
        await output.WriteAsync(firstLine, cancellationToken);

        await using var packed = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
        var record = new ArrayBufferWriter<byte>();
        await WriteAsync(BackupFormat.Header, buffer => buffer.Write(JsonSerializer.SerializeToUtf8Bytes(header, BackupJson.Default.BackupHeader)));
        foreach (var file in files)
        {
            await WriteAsync(BackupFormat.File, buffer =>
            {
                WriteText(buffer, file.Name);
                buffer.Write(file.Content.Span);
            });
        }
        await foreach (var entry in snapshot.WithCancellation(cancellationToken))
        {
            switch (entry)
            {
                case SnapshotEntry.Collection begin:
                    await WriteAsync(BackupFormat.Collection, buffer =>
                    {
                        WriteNumber(buffer, begin.Revision);
                        Encoding.UTF8.GetBytes(begin.Name, buffer);
                    });
                    break;
                case SnapshotEntry.Item { Stored: var stored }:
                    await WriteAsync(BackupFormat.Item, buffer =>
                    {
                        WriteNumber(buffer, stored.Revision);
                        WriteText(buffer, stored.Key);
                        buffer.Write(stored.Value.Span);
                    });
                    break;
            }
        }
        var sum = checksum.GetCurrentHash();
        await WriteAsync(BackupFormat.End, buffer => buffer.Write(sum));

        ValueTask WriteAsync(byte kind, Action<ArrayBufferWriter<byte>> fill)
        {
            record.ResetWrittenCount();
            record.GetSpan(BackupFormat.PrefixLength).Clear();
            record.Advance(BackupFormat.PrefixLength);
            fill(record);
            // The buffer is ours: its beginning is written once the length is known.
            var bytes = System.Runtime.InteropServices.MemoryMarshal.AsMemory(record.WrittenMemory);
            bytes.Span[0] = kind;
            BinaryPrimitives.WriteInt32LittleEndian(bytes.Span[1..], bytes.Length - BackupFormat.PrefixLength);
            checksum.AppendData(bytes.Span);
            return packed.WriteAsync(bytes, cancellationToken);
        }
    }

    private static void WriteNumber(ArrayBufferWriter<byte> buffer, long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(sizeof(long)), number);
        buffer.Advance(sizeof(long));
    }

    private static void WriteText(ArrayBufferWriter<byte> buffer, string text)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer.GetSpan(sizeof(int)), Encoding.UTF8.GetByteCount(text));
        buffer.Advance(sizeof(int));
        Encoding.UTF8.GetBytes(text, buffer);
    }
}
