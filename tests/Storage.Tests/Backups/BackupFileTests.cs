using System.IO.Compression;
using System.Text;
using Krewe.Storage.Backups;
using Krewe.Storage.Snapshots;

namespace Krewe.Storage.Tests.Backups;

public sealed class BackupFileTests
{
    private static readonly BackupHeader Header = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero), "0.1.0");
    private static readonly BackupFile[] Files = [new("pki/ca.crt", "certificate"u8.ToArray()), new("join-token", Array.Empty<byte>())];
    private static readonly SnapshotEntry[] Entries =
    [
        new SnapshotEntry.Collection("nodes", 12),
        new SnapshotEntry.Collection("pods", long.MaxValue),
        Item("default/a", 4, "{\"a\":1}"),
        Item("é/\uffee", 7, ""),
    ];

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Everything_comes_back()
    {
        using var stream = new MemoryStream(await WriteAsync());
        await using var reader = await BackupReader.OpenAsync(stream, None);

        reader.Header.ShouldBe(Header);
        reader.Files.Select(file => (file.Name, Encoding.UTF8.GetString(file.Content.Span))).ShouldBe([("pki/ca.crt", "certificate"), ("join-token", "")]);
        (await reader.ReadEntriesAsync(None).Select(Describe).ToListAsync()).ShouldBe(Entries.Select(Describe));

        stream.Position = 0;
        (await BackupReader.VerifyAsync(stream, None)).ShouldBe(new BackupSummary(Header, Files: 2, Collections: 2, Objects: 2));
    }

    [Fact]
    public async Task A_backup_that_ends_early_is_damaged_wherever_it_ends()
    {
        var whole = await WriteAsync();
        for (var length = 0; length < whole.Length; length++)
        {
            // Some bytes at the very end belong to the packing: without them everything is there, checksum included.
            if (await VerifyAsync(whole.AsMemory(0, length)) is not { } failure)
                length.ShouldBeGreaterThanOrEqualTo(whole.Length - 10);
            else
                failure.ShouldBe(length < "krewe-backup 1\n".Length ? BackupFailure.Foreign : BackupFailure.Damaged, $"{length} bytes");
        }
    }

    [Fact]
    public async Task A_changed_byte_is_found_wherever_it_is()
    {
        var whole = await WriteAsync();
        var body = "krewe-backup 1\n".Length;
        for (var at = 0; at < whole.Length; at++)
        {
            // The packing has a few bytes of its own that say nothing: time, system and level, and its own count at the end.
            if (at >= body + 3 && at < body + 10)
                continue;
            var changed = whole.ToArray();
            changed[at] ^= 0x41;
            (await VerifyAsync(changed)).ShouldNotBeNull($"byte {at} of {whole.Length}");
        }
    }

    [Fact]
    public async Task Unpacked_changes_are_found_by_the_checksum()
    {
        var whole = await WriteAsync();
        var body = "krewe-backup 1\n".Length;
        using var unpacked = new MemoryStream();
        await using (var gzip = new GZipStream(new MemoryStream(whole, body, whole.Length - body), CompressionMode.Decompress))
            await gzip.CopyToAsync(unpacked);
        for (var at = 0; at < unpacked.Length; at++)
        {
            using var repacked = new MemoryStream();
            repacked.Write(whole.AsSpan(0, body));
            var changed = unpacked.ToArray();
            changed[at]++;
            await using (var gzip = new GZipStream(repacked, CompressionLevel.Fastest, leaveOpen: true))
                await gzip.WriteAsync(changed, None);
            (await VerifyAsync(repacked.ToArray())).ShouldBe(BackupFailure.Damaged, $"byte {at} of {unpacked.Length}");
        }
    }

    [Theory]
    [InlineData("krewe-backup 2\nwhatever", BackupFailure.Newer)]
    [InlineData("SQLite format 3\0", BackupFailure.Foreign)]
    [InlineData("krewe-backup one\n", BackupFailure.Foreign)]
    [InlineData("", BackupFailure.Foreign)]
    [InlineData("a first line that does not come to an end for a long time", BackupFailure.Foreign)]
    public async Task What_is_no_backup_of_this_form_is_refused(string content, BackupFailure failure) =>
        (await VerifyAsync(Encoding.UTF8.GetBytes(content))).ShouldBe(failure);

    private static async Task<byte[]> WriteAsync()
    {
        using var stream = new MemoryStream();
        await BackupWriter.WriteAsync(stream, Header, Files, Entries.ToAsyncEnumerable(), None);
        return stream.ToArray();
    }

    private static async Task<BackupFailure?> VerifyAsync(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var stream = new MemoryStream(content.ToArray());
            await BackupReader.VerifyAsync(stream, None);
            return null;
        }
        catch (BackupException e)
        {
            e.Message.ShouldNotBeEmpty();
            return e.Failure;
        }
    }

    private static SnapshotEntry.Item Item(string key, long revision, string value) => new(new StoredObject(key, revision, Encoding.UTF8.GetBytes(value)));

    private static string Describe(SnapshotEntry entry) => entry switch
    {
        SnapshotEntry.Item { Stored: var stored } => $"{stored.Key}@{stored.Revision}={Encoding.UTF8.GetString(stored.Value.Span)}",
        _ => entry.ToString(),
    };
}
