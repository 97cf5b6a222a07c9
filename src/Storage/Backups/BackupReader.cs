using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Krewe.Storage.Snapshots;

namespace Krewe.Storage.Backups;

/// <summary>Reads a backup from front to back; see <see cref="BackupFormat"/>. Only a reader that has come to the end knows that all of it is as it was written.</summary>
/// <remarks>Every member throws <see cref="BackupException"/> for what is no backup, a newer one or a damaged one.</remarks>
public sealed class BackupReader : IAsyncDisposable
{
    private readonly GZipStream _packed;
    private readonly IncrementalHash _checksum;
    private readonly List<BackupFile> _files = [];
    private (byte Kind, byte[] Content) _next;

    private BackupReader(Stream input, IncrementalHash checksum)
    {
        _packed = new GZipStream(input, CompressionMode.Decompress, leaveOpen: true);
        _checksum = checksum;
    }

    /// <summary>What the backup says of itself.</summary>
    public BackupHeader Header { get; private set; } = null!;

    /// <summary>Files that belong to the state.</summary>
    public IReadOnlyList<BackupFile> Files => _files;

    /// <summary>Reads the header and the files.</summary>
    /// <param name="input">Left open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<BackupReader> OpenAsync(Stream input, CancellationToken cancellationToken)
    {
        var checksum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await ReadFirstLineAsync(input, checksum, cancellationToken);
        var reader = new BackupReader(input, checksum);
        try
        {
            await reader.ReadHeaderAsync(cancellationToken);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads a backup to its end and counts what is in it.</summary>
    public static async Task<BackupSummary> VerifyAsync(Stream input, CancellationToken cancellationToken)
    {
        await using var reader = await OpenAsync(input, cancellationToken);
        var collections = 0;
        var objects = 0L;
        await foreach (var entry in reader.ReadEntriesAsync(cancellationToken))
        {
            if (entry is SnapshotEntry.Collection)
                collections++;
            else
                objects++;
        }
        return new BackupSummary(reader.Header, reader.Files.Count, collections, objects);
    }

    /// <summary>Reads the state, once. When the enumeration ends without an exception, the backup is whole.</summary>
    public async IAsyncEnumerable<SnapshotEntry> ReadEntriesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var begun = false;
        for (; _next.Kind != BackupFormat.End; _next = await NextAsync(cancellationToken))
        {
            if (_next.Kind == BackupFormat.Item && !begun)
                throw Damaged("an object belongs to no collection");
            begun = true;
            yield return _next.Kind switch
            {
                BackupFormat.Collection => new SnapshotEntry.Collection(Text(_next.Content.AsSpan(sizeof(long))), Number(_next.Content)),
                BackupFormat.Item => ReadItem(_next.Content),
                var other => throw Damaged($"a record of the unknown kind {other}"),
            };
        }
        if (await FillAsync(new byte[1], cancellationToken) != 0)
            throw Damaged("something follows its end");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _packed.DisposeAsync();
        _checksum.Dispose();
    }

    private static async Task ReadFirstLineAsync(Stream input, IncrementalHash checksum, CancellationToken cancellationToken)
    {
        var line = new byte[BackupFormat.LongestFirstLine];
        var length = 0;
        do
        {
            if (length == line.Length || await input.ReadAsync(line.AsMemory(length, 1), cancellationToken) == 0)
                throw new BackupException(BackupFailure.Foreign, "this is not a backup of Krewe");
        }
        while (line[length++] != '\n');
        checksum.AppendData(line, 0, length);
        var text = Encoding.ASCII.GetString(line, 0, length - 1);
        if (!text.StartsWith(BackupFormat.Name, StringComparison.Ordinal)
            || !int.TryParse(text.AsSpan(BackupFormat.Name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            throw new BackupException(BackupFailure.Foreign, "this is not a backup of Krewe");
        }
        if (version != BackupFormat.Version)
        {
            throw new BackupException(BackupFailure.Newer, string.Create(CultureInfo.InvariantCulture,
                $"a newer Krewe has written this backup (its form is {version}, this one knows {BackupFormat.Version}); upgrade Krewe"));
        }
    }

    private async Task ReadHeaderAsync(CancellationToken cancellationToken)
    {
        _next = await NextAsync(cancellationToken);
        if (_next.Kind != BackupFormat.Header)
            throw Damaged("its header is missing");
        try
        {
            Header = JsonSerializer.Deserialize(_next.Content, BackupJson.Default.BackupHeader) ?? throw Damaged("its header is empty");
        }
        catch (JsonException e)
        {
            throw Damaged("its header cannot be read", e);
        }
        for (_next = await NextAsync(cancellationToken); _next.Kind == BackupFormat.File; _next = await NextAsync(cancellationToken))
            _files.Add(ReadFile(_next.Content));
    }

    private static BackupFile ReadFile(byte[] content)
    {
        var name = SizedText(content, 0, out var end);
        return new BackupFile(name, content.AsMemory(end));
    }

    private static SnapshotEntry.Item ReadItem(byte[] content)
    {
        var key = SizedText(content, sizeof(long), out var end);
        return new SnapshotEntry.Item(new StoredObject(key, Number(content), content.AsMemory(end)));
    }

    private async Task<(byte Kind, byte[] Content)> NextAsync(CancellationToken cancellationToken)
    {
        // What the checksum covers ends before the record that holds it.
        var sum = _checksum.GetCurrentHash();
        var prefix = await ReadAsync(BackupFormat.PrefixLength, cancellationToken);
        var length = BinaryPrimitives.ReadInt32LittleEndian(prefix.AsSpan(1));
        if (length is < 0 or > BackupFormat.LongestRecord)
            throw Damaged("a record has an impossible length");
        var content = await ReadAsync(length, cancellationToken);
        if (prefix[0] == BackupFormat.End && !content.AsSpan().SequenceEqual(sum))
            throw Damaged("its checksum does not match");
        _checksum.AppendData(prefix);
        _checksum.AppendData(content);
        return (prefix[0], content);
    }

    private async Task<byte[]> ReadAsync(int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        return await FillAsync(bytes, cancellationToken) == length ? bytes : throw Damaged("it ends early");
    }

    private async Task<int> FillAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            return await _packed.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw Damaged("it cannot be unpacked", e);
        }
    }

    private static long Number(ReadOnlySpan<byte> content) =>
        content.Length >= sizeof(long) ? BinaryPrimitives.ReadInt64LittleEndian(content) : throw Damaged("a record is too short");

    private static string SizedText(ReadOnlySpan<byte> content, int start, out int end)
    {
        if (content.Length < start + sizeof(int))
            throw Damaged("a record is too short");
        var length = BinaryPrimitives.ReadInt32LittleEndian(content[start..]);
        end = start + sizeof(int) + length;
        if (length < 0 || end > content.Length || end < 0)
            throw Damaged("a name has an impossible length");
        return Text(content[(start + sizeof(int))..end]);
    }

    private static string Text(ReadOnlySpan<byte> content) => Encoding.UTF8.GetString(content);

    private static BackupException Damaged(string how, Exception? cause = null) =>
        new(BackupFailure.Damaged, $"this backup is damaged: {how}", cause);
}
