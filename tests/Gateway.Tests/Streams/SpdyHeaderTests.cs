using FsCheck;
using FsCheck.Fluent;
using Krewe.Gateway.Streams.Spdy;

namespace Krewe.Gateway.Tests.Streams;

public sealed class SpdyHeaderTests
{
    [Fact]
    public void The_dictionary_is_that_of_the_specification()
    {
        var (a, b) = (1u, 0u);
        foreach (var one in SpdyDictionary.Bytes.Span)
            (a, b) = ((a + one) % 65521, (b + a + one) % 65521);
        (b << 16 | a).ShouldBe(SpdyDictionary.Checksum);
        SpdyDictionary.Bytes.Length.ShouldBe(1423);
    }

    /// <summary>Made with zlib itself, three frames of one connection.</summary>
    [Fact]
    public void What_zlib_has_compressed_with_the_dictionary_is_read()
    {
        using var inflater = new SpdyHeaderInflater();
        foreach (var (block, type) in new[] { ("78f9e3c6a7c202e50e703a2b294a4dcc851625aca9a080c65a52311a00000000ffff", "error"), ("c2aea3b804988b70e800000000ffff", "stdin"), ("c2aa03982b52f2c1853d362d00000000ffff", "stdout") })
        {
            var headers = SpdyHeaders.Read(inflater.Inflate(Convert.FromHexString(block)));
            headers["streamtype"].ShouldBe(type);
            headers["content-length"].ShouldBe("0");
        }
    }

    [Fact]
    public void Headers_survive_any_number_of_frames() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get.Replace("\ud800", "", StringComparison.Ordinal)).Two().ListOf().ListOf().ToArbitrary(),
        frames =>
        {
            using var deflater = new SpdyHeaderDeflater();
            using var inflater = new SpdyHeaderInflater();
            foreach (var frame in frames)
            {
                var sent = frame.DistinctBy(pair => Clean(pair.Item1).ToLowerInvariant())
                    .ToDictionary(pair => Clean(pair.Item1).ToLowerInvariant(), pair => Clean(pair.Item2));
                var read = SpdyHeaders.Read(inflater.Inflate(deflater.Deflate(SpdyHeaders.Write(sent))));
                read.OrderBy(pair => pair.Key, StringComparer.Ordinal).ShouldBe(sent.OrderBy(pair => pair.Key, StringComparer.Ordinal));
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("7801ffffffff")]
    [InlineData("78bb00000000aabbcc")]
    public void Anything_else_is_refused(string block)
    {
        using var inflater = new SpdyHeaderInflater();
        Should.Throw<IOException>(() => SpdyHeaders.Read(inflater.Inflate(Convert.FromHexString(block))));
    }

    [Fact]
    public void A_small_frame_cannot_become_a_large_one()
    {
        using var deflater = new SpdyHeaderDeflater();
        using var inflater = new SpdyHeaderInflater();
        var block = deflater.Deflate(new byte[SpdyHeaderInflater.Longest * 8]);
        block.Length.ShouldBeLessThan(8192);
        Should.Throw<IOException>(() => inflater.Inflate(block)).Message.ShouldContain("more than");
    }

    [Fact]
    public void Heads_of_frames_survive() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, 0xFFFFFF)).Zip(Gen.Choose(0, 255)).ToArbitrary(),
        drawn =>
        {
            var bytes = new byte[SpdyFrameHead.Size];
            var ((number, length), flags) = drawn;
            var data = new SpdyFrameHead(null, number, (byte)flags, length);
            data.Write(bytes);
            SpdyFrameHead.Read(bytes).ShouldBe(data);
            var control = new SpdyFrameHead((SpdyFrameType)(1 + number % 9), 0, (byte)flags, length);
            control.Write(bytes);
            SpdyFrameHead.Read(bytes).ShouldBe(control);
        }).QuickCheckThrowOnFailure();

    /// <summary>What UTF-8 can carry.</summary>
    private static string Clean(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
